import { testWorld } from "../../../tools/verify-world";
import { SECRET_STORES } from "../../cluster/kinds";
import { outcomeOf } from "../outcome";
import { secretStore } from "./secret-store";

const READY = { status: { conditions: [{ type: "Ready", status: "True" }] } };
const YAML = "kubernetes: {secretStore: {name: mine}}";

it.each([
  ["ready", { [`${SECRET_STORES}/mine`]: READY }, "PASS"],
  ["without a status", { [`${SECRET_STORES}/mine`]: {} }, "FAIL"],
  ["not there", { [`${SECRET_STORES}/parameterstore`]: READY }, "FAIL"],
])("%s", async (_, objects, status) =>
  expect(await outcomeOf(secretStore, await testWorld(YAML, { objects }))).toMatchObject({ status }),
);
