import { CheckError } from "@openhands-aws/facts/program-error";
import fc from "fast-check";
import { Killed, Refused, RotationModel } from "../../tools/rotation-model";
import { nextStep } from "./next-step";
import { rotate } from "./rotate";

const APPLY = { yes: true, apply: true, wait: 60, olderThan: 1 };
const ONE = { ...APPLY, apply: false };

/** Of every moment: at most two keys, no revoked key is active, and what the pods have works unless it was revoked. */
function invariants(model: RotationModel): void {
  expect(model.keys.length).toBeLessThanOrEqual(2);
  for (const { id, status } of model.keys) if (model.revoked.has(id)) expect(status).toBe("Inactive");
  if (model.revoked.size === 0) expect(model.works(model.pods)).toBe(true);
}

function expectEnd(model: RotationModel, first: string): void {
  expect(model.keys).toMatchObject([{ status: "Active" }]);
  expect(model.keys[0]?.id).not.toBe(first);
  expect(model.works(model.parameters) && model.works(model.pods)).toBe(true);
  expect(model.settings()).toMatchObject({ status: "Active", rotation: "moved", nextStatus: "Active" });
  expect(model.operations()).toEqual([]);
}

/** Runs to the end or to the kill. @returns whether it was killed */
async function killed(model: RotationModel, at: number): Promise<boolean> {
  let points = 0;
  model.point = () => {
    invariants(model);
    if (++points === at) throw new Killed();
  };
  try {
    await rotate(model.world(), APPLY);
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  } finally {
    model.point = () => invariants(model);
  }
}

it("rotates to the end, and a second time", async () => {
  const model = new RotationModel();
  for (const first of ["AKIA1", "AKIA2"]) {
    expect((await rotate(model.world(), APPLY)).step).toMatchObject({ kind: "done" });
    expectEnd(model, first);
    model.now = new Date(model.now.getTime() + 48 * 60 * 60 * 1000);
  }
});

it("goes on to the end, wherever it is killed", async () => {
  let [at, orphans] = [1, 0];
  for (; ; at++) {
    const model = new RotationModel();
    if (!(await killed(model, at))) break;
    try {
      await rotate(model.world(), APPLY);
    } catch (error) {
      // Only between making the second key and writing the state: nothing holds it yet, and someone deletes it.
      expect(error).toBeInstanceOf(CheckError);
      expect((error as Error).message).toMatch(/the user has two already[\s\S]*AKIA2 \(Active, .*, no use known\)/);
      expect([model.parameters.id, model.pods.id]).toEqual(["AKIA1", "AKIA1"]);
      model.keys.pop();
      orphans++;
      await rotate(model.world(), APPLY);
    }
    expectEnd(model, "AKIA1");
  }
  expect(at).toBeGreaterThan(40);
  expect(orphans).toBe(2);
});

it("goes on to the end by single steps, each applied by someone else", async () => {
  const model = new RotationModel();
  model.point = () => invariants(model);
  for (const phase of ["published", "disabled", "deleted", "moved"]) {
    expect((await rotate(model.world(), ONE)).step).toMatchObject({ kind: "write", phase });
    expect((await rotate(model.world(), ONE)).step.kind).toBe(phase === "moved" ? "done" : "apply");
    model.terraform();
    model.sync();
    if (phase === "published") expect((await rotate(model.world(), ONE)).held).toBe(true);
    model.restart();
  }
  expectEnd(model, "AKIA1");
});

it("makes a new key after all were revoked, at rest and amid a rotation", async () => {
  const model = new RotationModel();
  model.point = () => invariants(model);
  model.revoke("AKIA1");
  await rotate(model.world(), APPLY);
  expectEnd(model, "AKIA1");

  const amid = new RotationModel();
  amid.point = () => invariants(amid);
  await rotate(amid.world(), ONE);
  amid.terraform();
  for (const id of ["AKIA1", "AKIA2"]) amid.revoke(id);
  await rotate(amid.world(), APPLY);
  expectEnd(amid, "AKIA2");
});

it("stops where only the new key was revoked, since pods may have the old one", async () => {
  const model = new RotationModel();
  await rotate(model.world(), ONE);
  model.terraform();
  model.revoke("AKIA2");
  const { step, held } = await rotate(model.world(), APPLY);
  expect([step.kind, held]).toEqual(["stop", true]);
  expect(step.why).toContain("openhands-aws revoke --key AKIA1 --yes");
  expect(model.works(model.pods)).toBe(true);
});

const ACTIONS = [
  "step",
  "apply",
  "terraform",
  "interrupted",
  "sync",
  "restart",
  "revoke one",
  "revoke all",
  "day",
] as const;

it("never has more than two keys, loses the pods' key or activates a revoked one, whatever is done in whatever order", async () => {
  const action = fc.tuple(fc.constantFrom(...ACTIONS), fc.nat({ max: 5 }));
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      const model = new RotationModel();
      model.point = () => invariants(model);
      for (const [name, number] of actions) {
        await act(model, name, number).catch((error: unknown) => {
          if (!(error instanceof Refused) && !(error instanceof CheckError)) throw error;
        });
        invariants(model);
        const step = nextStep(model.settings().rotation ?? "none", model.observation(), ONE);
        expect(step.why).toMatch(/\.$/);
      }
    }),
    { numRuns: 150 },
  );
});

async function act(model: RotationModel, name: (typeof ACTIONS)[number], number: number): Promise<unknown> {
  switch (name) {
    case "step":
      return rotate(model.world(), ONE);
    case "apply":
      return rotate(model.world(), APPLY);
    case "terraform":
      return model.terraform();
    case "interrupted":
      return model.terraform(number);
    case "sync":
      return model.works(model.parameters) && model.sync();
    case "restart":
      return model.restart();
    case "revoke one":
      return model.revoke(model.keys[number % 2]?.id ?? "");
    case "revoke all":
      return model.keys.map(({ id }) => model.revoke(id));
    case "day":
      model.now = new Date(model.now.getTime() + 2 * 24 * 60 * 60 * 1000);
  }
}
