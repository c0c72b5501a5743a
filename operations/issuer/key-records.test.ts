import fc from "fast-check";
import { readRecords, writeRecords } from "./key-records";

const seconds = fc.integer({ min: 0, max: 4_000_000_000 }).map((second) => new Date(second * 1000));
const record = fc.record({ added: seconds, retired: seconds, dropped: seconds }, { requiredKeys: [] });
const kid = fc.string({ minLength: 1, unit: "grapheme" });

it("reads what it wrote, in ASCII, whatever the kid", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(kid, record)), (entries) => {
      const records = new Map(entries.filter(([, record]) => Object.keys(record).length > 0));
      const metadata = writeRecords(records);
      expect(Object.values(metadata).join()).toMatch(/^[\x20-\x7e]*$/);
      expect(readRecords(metadata)).toEqual(records);
    }),
  );
});

it("ignores what it cannot read", () => {
  const added = "a=2026-11-28T03:00:00Z b=yesterday %=2026-11-28T03:00:00Z =2026-11-28T03:00:00Z";
  expect(readRecords({ added, owner: "x" })).toEqual(new Map([["a", { added: new Date("2026-11-28T03:00:00Z") }]]));
  fc.assert(fc.property(fc.string(), fc.string(), (added, retired) => void readRecords({ added, retired })));
});
