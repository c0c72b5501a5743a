import { type Lifted, olderSessions } from "./older-sessions";

const NOW = new Date("2026-11-28T10:00:00Z");
const ago = (kind: Lifted["kind"], hours: number): Lifted => ({
  kind,
  deny: { instant: new Date(NOW.getTime() - hours * 60 * 60 * 1000), state: "final" },
});
const until = (time: string) => [`WARNING: Older sessions can exist until ${time}: they work again.`];

it.each<[string, Lifted[], string[]]>([
  ["a user's for 36 hours", [ago("user", 35)], until("2026-11-28T11:00:00Z")],
  ["a role's for 12", [ago("role", 11)], until("2026-11-28T11:00:00Z")],
  ["the last of them", [ago("role", 1), ago("user", 1), ago("role", 2)], until("2026-11-29T21:00:00Z")],
  ["none after that", [ago("user", 36), ago("role", 12)], []],
  ["none where nothing is lifted", [], []],
])("warns as long as an older session can exist: %s", (_, lifted, warnings) =>
  expect(olderSessions(lifted, NOW, true)).toEqual(warnings),
);

it("says when to lift it, before it is lifted", () =>
  expect(olderSessions([ago("role", 0)], NOW, false)).toEqual([
    "WARNING: Older sessions can exist until 2026-11-28T22:00:00Z: they would work again. Lift the deny after that.",
  ]));
