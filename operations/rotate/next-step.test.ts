import { nextStep, type Phase } from "./next-step";
import type { ClusterView, Key, Pair } from "./observation";

const NOW = new Date("2026-11-28T12:00:00Z");
const used = { at: NOW, service: "bedrock", region: "us-west-2" };
const OLD: Key = {
  id: "OLD",
  status: "Active",
  created: new Date("2026-08-28T12:00:00Z"),
  lastUsed: { ...used, at: new Date("2026-11-28T10:00:00Z") },
};
const NEW: Key = { id: "NEW", status: "Active", created: new Date("2026-11-28T11:00:00Z"), lastUsed: used };
const off = (key: Key): Key => ({ ...key, status: "Inactive" });
const unused = ({ lastUsed, ...key }: Key): Key => key;
const holds = (id: string, state: Pair["state"] = "works"): Pair => ({ state, id });
const SEEN: ClusterView = {
  state: "seen",
  ready: true,
  secretHasPair: true,
  stalePods: [],
  since: new Date("2026-11-28T11:30:00Z"),
  reloader: true,
  refreshes: true,
};

const next = (phase: Phase, keys: Key[], pair: Pair, cluster: ClusterView = SEEN, olderThan = 1) =>
  nextStep(phase, { now: NOW, keys, pair, cluster }, { olderThan });

it.each<[string, Phase, Key[], Pair, string]>([
  ["no key at all", "none", [], { state: "missing" }, "apply none"],
  ["an old key", "none", [OLD], holds("OLD"), "write published"],
  ["an old key after an earlier rotation", "moved", [OLD], holds("OLD"), "write published"],
  ["a young key", "moved", [NEW], holds("NEW"), "done moved"],
  ["a revoked key", "moved", [off(NEW)], holds("NEW", "inactive"), "write published"],
  ["a torn pair", "none", [OLD], holds("OLD", "torn"), "apply none"],
  ["another secret in the parameters", "none", [OLD], { state: "foreign" }, "apply none"],
  ["a second key that nobody knows", "none", [OLD, NEW], holds("OLD"), "stop none"],
  ["not applied", "published", [OLD], holds("OLD"), "apply published"],
  ["parameters that still hold the old one", "published", [OLD, NEW], holds("OLD"), "apply published"],
  ["a torn pair of the new id", "published", [OLD, NEW], holds("NEW", "torn"), "apply published"],
  ["a torn pair of the old id", "published", [OLD, NEW], holds("OLD", "torn"), "apply published"],
  ["a key that AWS does not know yet", "published", [OLD, NEW], holds("NEW", "rejected"), "wait published"],
  ["a key that was never used", "published", [OLD, unused(NEW)], holds("NEW"), "wait published"],
  ["all on the new key", "published", [OLD, NEW], holds("NEW"), "write disabled"],
  ["all on the new key, the old one revoked", "published", [off(OLD), NEW], holds("NEW"), "write disabled"],
  ["only the new one revoked", "published", [OLD, off(NEW)], holds("NEW", "inactive"), "stop published"],
  ["both revoked", "published", [off(OLD), off(NEW)], holds("NEW", "inactive"), "write disabled"],
  ["not applied", "disabled", [OLD, NEW], holds("NEW"), "apply disabled"],
  ["a torn pair before the old one is off", "disabled", [OLD, NEW], holds("NEW", "torn"), "write published"],
  ["a torn pair after the old one is off", "disabled", [off(OLD), NEW], holds("NEW", "torn"), "apply disabled"],
  ["only the new one revoked", "disabled", [OLD, off(NEW)], holds("NEW", "inactive"), "stop disabled"],
  [
    "one key of two that works, and neither in the parameters",
    "disabled",
    [off(OLD), NEW],
    { state: "foreign" },
    "stop disabled",
  ],
  ["the old one off", "disabled", [off(OLD), NEW], holds("NEW"), "write deleted"],
  ["the old one gone", "disabled", [NEW], holds("NEW"), "write deleted"],
  ["not applied", "deleted", [off(OLD), NEW], holds("NEW"), "apply deleted"],
  ["a second key that works", "deleted", [OLD, NEW], holds("NEW"), "stop deleted"],
  ["two keys and neither in the parameters", "deleted", [off(OLD), NEW], { state: "foreign" }, "stop deleted"],
  ["the old one gone", "deleted", [NEW], holds("NEW"), "write moved"],
])("with %s in the phase %s", (_, phase, keys, pair, expected) => {
  const step = next(phase, keys, pair);
  expect(`${step.kind} ${step.phase}`).toBe(expected);
});

it.each<[Partial<Extract<ClusterView, { state: "seen" }>>, string]>([
  [{ ready: false }, "The ExternalSecret is not ready."],
  [{ secretHasPair: false }, "The Secret does not hold what the parameters hold."],
  [{ stalePods: ["openhands-0"] }, "openhands-0 started before the Secret changed."],
  [
    { since: new Date("2026-11-28T09:00:00Z") },
    "Someone still uses the old key OLD: 2 hours ago for bedrock in us-west-2, after all pods had the new one. Find out who.",
  ],
])("keeps the old key with %j", (cluster, why) => {
  for (const phase of ["published", "disabled"] as const) {
    const step = next(phase, [OLD, NEW], holds("NEW"), { ...SEEN, ...cluster } as ClusterView);
    expect(step).toMatchObject({ kind: "wait", missing: [{ why }] });
  }
});

it("needs the user's word where no cluster is reachable", () => {
  const step = next("published", [OLD, NEW], holds("NEW"), { state: "unknown", why: "There is no kubectl." });
  expect(step).toMatchObject({
    kind: "wait",
    missing: [{ why: expect.stringMatching(/^SKIP: .*--without-cluster/), comes: false }],
  });
  expect(next("published", [OLD, NEW], holds("NEW"), { state: "trusted" }).kind).toBe("write");
  expect(next("published", [OLD, NEW], holds("NEW"), { state: "none" }).kind).toBe("write");
});

it("begins at the age that is asked for", () => {
  expect(next("moved", [OLD], holds("OLD"), SEEN, 90).kind).toBe("write");
  expect(next("moved", [OLD], holds("OLD"), SEEN, 93).why).toBe(
    "The key OLD is 92 days old; a rotation begins at 93 days (--older-than).",
  );
});

it("names an unknown key with its age and last use", () => {
  expect(next("none", [OLD, NEW], holds("OLD")).why).toContain(
    "NEW (Active, 1 hour old, last used less than a minute ago for bedrock in us-west-2)",
  );
});
