import { testWorld } from "../../../tools/verify-world";
import { EXTERNAL_SECRETS } from "../../cluster/kinds";
import { outcomeOf } from "../outcome";
import { externalSecret } from "./external-secret";

const entry = (secretKey: string, key: string) => ({ secretKey, remoteRef: { key } });
const ID = entry("AWS_ACCESS_KEY_ID", "bedrock-access-key-id");
const SECRET = entry("AWS_SECRET_ACCESS_KEY", "bedrock-secret-access-key");
const status = { conditions: [{ type: "Ready", status: "True" }] };

const outcome = async (found: object | undefined) =>
  outcomeOf(
    externalSecret,
    await testWorld("kubernetes: {}", { objects: { [`${EXTERNAL_SECRETS}/bedrock-credentials`]: found } }),
  );

it.each([
  ["as exported, and more", { spec: { data: [ID, SECRET, entry("MORE", "more")] }, status }, "PASS", /is ready/],
  ["not synchronized", { spec: { data: [ID, SECRET] } }, "FAIL", /has no status yet/],
  ["without a key", { spec: { data: [ID] }, status }, "FAIL", /reads AWS_SECRET_ACCESS_KEY from no parameter/],
  [
    "with another parameter",
    { spec: { data: [entry(ID.secretKey, "x"), SECRET] }, status },
    "FAIL",
    /from x; exported/,
  ],
  ["not there", undefined, "FAIL", /There is no ExternalSecret bedrock-credentials in the namespace openhands/],
])("%s", async (_, found, status, why) =>
  expect(await outcome(found)).toEqual({ status, why: expect.stringMatching(why) }),
);
