import { ageOf } from "./age";

const now = new Date("2026-11-27T12:00:00Z");

it.each([
  ["2026-11-27T11:59:30Z", "less than a minute"],
  ["2026-11-27T11:59:00Z", "1 minute"],
  ["2026-11-27T10:00:01Z", "1 hour"],
  ["2026-11-26T12:00:00Z", "1 day"],
  ["2026-08-27T12:00:00Z", "92 days"],
])("%s is %s ago", (since, said) => expect(ageOf(new Date(since), now)).toBe(said));

it("does not guess", () => expect(ageOf(undefined, now)).toBe("an unknown time"));
