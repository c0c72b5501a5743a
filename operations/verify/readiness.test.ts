import { readiness } from "./readiness";

const outcome = (...conditions: object[]) =>
  readiness({ metadata: { name: "a", creationTimestamp: "" }, status: { conditions } }, "ExternalSecret a");

it("goes by the condition Ready", () => {
  expect(outcome({ type: "Deleted", status: "False" }, { type: "Ready", status: "True" })).toMatchObject({
    status: "PASS",
  });
  const condition = { type: "Ready", status: "False", reason: "SecretSyncedError", message: "no key\nmore" };
  expect(outcome(condition)).toEqual({
    status: "FAIL",
    why: "The ExternalSecret a is not ready (SecretSyncedError): no key",
  });
});

it("fails without a status", () =>
  expect(outcome()).toMatchObject({ status: "FAIL", why: expect.stringContaining("running?") }));
