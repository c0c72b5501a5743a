import { rotateJson, rotateText } from "./report";
import type { Outcome } from "./rotate";

const OUTCOME: Outcome = {
  seen: {
    now: new Date("2026-11-28T12:00:00Z"),
    keys: [{ id: "AKIAOLD", status: "Active", created: new Date("2026-11-01T12:00:00Z") }],
    pair: { state: "works", id: "AKIAOLD" },
    cluster: { state: "unknown", why: "There is no kubectl." },
  },
  step: { kind: "wait", phase: "published", why: "The old key stays.", missing: [{ why: "No use yet.", comes: true }] },
  written: ["main.tf.json", "main.tf.json"],
  applied: ["create x"],
  held: true,
};

it("says the verdict first, then why, then what there is and what was done", () => {
  expect(rotateText(OUTCOME, "Run this again.")).toBe(`Not settled: the phase published has to wait
  The old key stays.
  - No use yet.

key      AKIAOLD (Active, 27 days old, no use known)
pair     AKIAOLD works
cluster  SKIP: There is no kubectl.
wrote    main.tf.json
applied  create x

Run this again.
`);
});

it("prints the same for programs", () => {
  expect(JSON.parse(rotateJson(OUTCOME))).toMatchObject({
    next: { kind: "wait", phase: "published", missing: [{ why: "No use yet." }] },
    held: true,
    pair: { state: "works", id: "AKIAOLD" },
    applied: ["create x"],
  });
});
