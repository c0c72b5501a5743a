import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { canvasParameters } from "./canvas-parameters";

const CANVAS = "openhands: {family: canvas}\nkubernetes: {}";
const outcome = async (yaml: string, parameters: Record<string, readonly [string, string?]>) =>
  outcomeOf(canvasParameters, await testWorld(yaml, { parameters }));

it("wants both keys, encrypted", async () => {
  const session = { "/openhands/canvas/session-key": ["a"] } as const;
  const secret = { "/openhands/canvas/secret-key": ["b"] } as const;
  expect(await outcome(CANVAS, { ...session, ...secret })).toMatchObject({ status: "PASS" });
  expect(await outcome(CANVAS, session)).toMatchObject({ status: "FAIL" });
  const plain = { "/openhands/canvas/secret-key": ["b", "String"] } as const;
  expect(await outcome(CANVAS, { ...session, ...plain })).toMatchObject({ status: "FAIL" });
});

it("wants none where the owner has them, or there is no Agent Canvas", async () => {
  expect(await outcome("", {})).toMatchObject({ status: "SKIP" });
  const own = "openhands: {family: canvas}\nkubernetes: {canvas: {keys: {generate: false}}}";
  expect(await outcome(own, {})).toMatchObject({ status: "SKIP" });
});
