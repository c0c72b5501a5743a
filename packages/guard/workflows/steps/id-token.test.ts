import { UNKNOWN } from "../../text";
import { fetchedAudience } from "./id-token";

const VARIABLES: Readonly<Record<string, string>> = { AUDIENCE: "sts.amazonaws.com" };

it.each<[script: string, expected: object | undefined]>([
  ["aws s3 ls", undefined],
  ["core.getIDToken('a')", { audience: "a" }],
  ["core.getIDToken(audience)", {}],
  ['curl "$ACTIONS_ID_TOKEN_REQUEST_URL"', {}],
  ['curl "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=a"', { audience: "a" }],
  ["curl $ACTIONS_ID_TOKEN_REQUEST_URL\\&audience=a", { audience: "a" }],
  ['curl "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$AUDIENCE"', { audience: "sts.amazonaws.com" }],
  ['curl "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=${AUDIENCE}"', { audience: "sts.amazonaws.com" }],
  ['curl "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$OTHER"', { audience: UNKNOWN }],
  ['curl -G "$ACTIONS_ID_TOKEN_REQUEST_URL" -d audience=a%3Ab', { audience: "a:b" }],
  ['curl "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=100%"', { audience: "100%" }],
])("%s", (script, expected) => expect(fetchedAudience(script, (name) => VARIABLES[name])).toEqual(expected));
