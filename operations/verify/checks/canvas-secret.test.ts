import { testWorld } from "../../../tools/verify-world";
import { EXTERNAL_SECRETS } from "../../cluster/kinds";
import { outcomeOf } from "../outcome";
import { canvasSecret } from "./canvas-secret";

const CANVAS = "openhands: {family: canvas}\nkubernetes: {}";
const OWN = "openhands: {family: canvas}\nkubernetes: {canvas: {keys: {generate: false, name: mine}}}";
const READY = { status: { conditions: [{ type: "Ready", status: "True" }] } };
const KEYS = { data: { LOCAL_BACKEND_API_KEY: "YQ==", OH_SESSION_API_KEYS_0: "YQ==", OH_SECRET_KEY: "Yg==" } };
const source = `${EXTERNAL_SECRETS}/openhands-keys`;

it.each<[string, string, Record<string, object>, string]>([
  ["all three keys", CANVAS, { [source]: READY, "secret/openhands-keys": KEYS }, "PASS"],
  ["the owner's own Secret", OWN, { "secret/mine": KEYS }, "PASS"],
  ["no ExternalSecret", CANVAS, { "secret/openhands-keys": KEYS }, "FAIL"],
  ["one that is not ready", CANVAS, { [source]: {}, "secret/openhands-keys": KEYS }, "FAIL"],
  ["no Secret", OWN, {}, "FAIL"],
  ["a key too few", OWN, { "secret/mine": { data: { OH_SECRET_KEY: "Yg==" } } }, "FAIL"],
  ["no Agent Canvas", 'openhands: {version: "0.62"}\nkubernetes: {}', {}, "SKIP"],
])("%s", async (_, yaml, objects, status) =>
  expect(await outcomeOf(canvasSecret, await testWorld(yaml, { objects }))).toMatchObject({ status }),
);
