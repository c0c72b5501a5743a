import fc from "fast-check";
import { type Deny, denyDocument, instantOf, readDeny } from "./deny";

const NOW = new Date("2026-11-28T10:00:00.400Z");
const THEN = new Date("2026-11-27T10:00:00Z");
const final: Deny = { instant: THEN, state: "final" };

it("reads what it writes", () => {
  const seconds = fc.integer({ min: 1_700_000_000, max: 4_000_000_000 });
  fc.assert(
    fc.property(seconds, fc.constantFrom("open" as const, "final" as const), (second, state) => {
      const deny = { instant: new Date(second * 1000), state };
      expect(readDeny(JSON.parse(JSON.stringify(denyDocument(deny))))).toEqual(deny);
    }),
  );
});

const [statement] = denyDocument(final).Statement;
it.each<[string, unknown]>([
  ["nothing", undefined],
  ["another statement beside it", { ...denyDocument(final), Statement: [statement, statement] }],
  ["an Allow", { ...denyDocument(final), Statement: [{ ...statement, Effect: "Allow" }] }],
  ["other resources", { ...denyDocument(final), Statement: [{ ...statement, Resource: "arn:aws:s3:::a" }] }],
  ["another Sid", { ...denyDocument(final), Statement: [{ ...statement, Sid: "Mine" }] }],
])("does not take for its own: %s", (_, document) => {
  expect(readDeny(document)).toBeUndefined();
});

it.each<[string, Deny | undefined, boolean, string]>([
  ["is kept while no key works", final, false, "2026-11-27T10:00:00.000Z"],
  ["moves if a key worked until now", final, true, "2026-11-28T10:00:10.000Z"],
  [
    "moves if a key may have worked since it was written",
    { ...final, state: "open" },
    false,
    "2026-11-28T10:00:10.000Z",
  ],
  ["is now, some seconds after which the key is off everywhere", undefined, false, "2026-11-28T10:00:10.000Z"],
])("the instant %s", (_, present, worked, expected) => {
  expect(instantOf(present, worked, NOW).toISOString()).toBe(expected);
});
