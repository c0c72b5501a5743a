import fc from "fast-check";
import { keyPair } from "../../tools/issuer-world";
import { readDiscovery } from "./discovery-problems";
import { type KeyFacts, planKeys } from "./key-plan";
import { readKeys } from "./signing-keys";
import { tokenProblems } from "./token-problems";

const KEYS = ["a", "b", "c", "d"].map((kid) => keyPair(kid).jwk);
const kid = fc.constantFrom("a", "b", "c", "d", "none");
const time = fc.integer({ min: 0, max: 60 }).map((hours) => new Date(hours * 3_600_000));
const facts: fc.Arbitrary<KeyFacts> = fc.record(
  {
    served: fc.subarray(KEYS, { minLength: 1 }),
    published: fc.subarray(KEYS),
    records: fc
      .array(fc.tuple(kid, fc.record({ added: time, retired: time, dropped: time }, { requiredKeys: ["added"] })))
      .map((entries) => new Map(entries)),
    since: time,
    now: time,
    longestToken: fc.constantFrom(600, 3600, 86_400),
    keep: kid,
    drop: kid,
  },
  { requiredKeys: ["served", "published", "records", "now", "longestToken"] },
);

it("publishes what the API server has, and leaves nothing out that nobody asked to drop", () => {
  fc.assert(
    fc.property(facts, (facts) => {
      const { keys, refusals, records } = planKeys(facts);
      if (refusals.length > 0) return;
      const kids = keys.map(({ kid }) => kid);
      for (const key of facts.served) expect(keys).toContain(key);
      for (const { kid } of facts.published) if (kid !== facts.drop) expect(kids).toContain(kid);
      for (const key of keys) expect([...facts.served, ...facts.published]).toContain(key);
      expect(new Set(kids).size).toBe(kids.length);
      const recorded = [...records].filter(([, { dropped }]) => !dropped).map(([kid]) => kid);
      expect(recorded.sort()).toEqual(kids.sort());
    }),
  );
});

it("changes nothing the second time", () => {
  fc.assert(
    fc.property(facts, (facts) => {
      const first = planKeys(facts);
      if (first.refusals.length > 0) return;
      const again = planKeys({ ...facts, published: first.keys, records: first.records });
      expect(again).toEqual({ ...first, changes: [] });
    }),
  );
});

it("drops no key of its own before every token of it has expired", () => {
  fc.assert(
    fc.property(facts, (facts) => {
      const { keys, refusals } = planKeys(facts);
      const { drop, now, longestToken } = facts;
      const record = drop === undefined ? undefined : facts.records.get(drop);
      if (refusals.length > 0 || !record || record.dropped || !facts.published.some(({ kid }) => kid === drop)) return;
      expect(keys.map(({ kid }) => kid)).not.toContain(drop);
      const gone = record.retired?.getTime() ?? Number.NaN;
      expect(now.getTime() - gone).toBeGreaterThanOrEqual(Math.max(7200, longestToken) * 1000);
    }),
  );
});

it("has an answer to whatever it reads", () => {
  const issuer = { url: "https://oidc.example.com", audience: "sts.amazonaws.com" };
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(readDiscovery(text, issuer, "It").problems.length).toBeGreaterThan(0);
      expect(readKeys(text, "It").problems.length).toBeGreaterThan(0);
      expect(tokenProblems(text, issuer, KEYS).length).toBeGreaterThan(0);
    }),
  );
  const member = fc.record({
    kid: fc.anything(),
    alg: fc.anything(),
    kty: fc.anything(),
    use: fc.anything(),
    n: fc.anything(),
  });
  fc.assert(fc.property(member, (key) => void readKeys(JSON.stringify({ keys: [key] }) ?? "", "It")));
});
