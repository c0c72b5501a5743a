import fc from "fast-check";
import { ROTATION, type Rotation } from "../../config/schema/access-key";
import { type StatusLine, statusLines, type UserKey } from "./config-lines";

const key = (id: string, day: number): UserKey => ({
  id,
  status: "Active",
  created: new Date(`2026-11-0${day}T00:00:00Z`),
});
const OLD = key("OLD", 1);
const NEW = key("NEW", 2);
const BOTH = [OLD, NEW];

it.each<
  [
    string,
    readonly UserKey[],
    string | undefined,
    Rotation | undefined,
    string | undefined,
    readonly StatusLine[] | "unknown",
  ]
>([
  ["the only key", [OLD], "OLD", undefined, undefined, ["status"]],
  ["Terraform's key beside another one", BOTH, "OLD", undefined, "OLD", ["status"]],
  ["a key beside Terraform's", BOTH, "NEW", undefined, "OLD", []],
  ["one of two without a parameter", BOTH, "OLD", undefined, undefined, "unknown"],
  ["all without a rotation", BOTH, undefined, undefined, undefined, ["status"]],
  ["all in a rotation", BOTH, undefined, "published", undefined, ["status", "nextStatus"]],
  ["the old one in a rotation", BOTH, "OLD", "published", undefined, ["status"]],
  ["the next one in a rotation", BOTH, "NEW", "disabled", undefined, ["nextStatus"]],
  ["the next one, whatever the parameter still has", BOTH, "NEW", "published", "OLD", ["nextStatus"]],
  ["the next one made in the same second", [OLD, key("NEW", 1)], "NEW", "published", "NEW", ["nextStatus"]],
  [
    "the only one in a rotation, which may be at both addresses",
    [NEW],
    "NEW",
    "disabled",
    undefined,
    ["status", "nextStatus"],
  ],
  ["the next one before it is moved", [NEW], "NEW", "deleted", undefined, ["status", "nextStatus"]],
  ["the next one while the old one is being deleted", BOTH, "NEW", "deleted", undefined, ["status", "nextStatus"]],
  ["the old one that is about to be deleted", BOTH, "OLD", "deleted", undefined, []],
  ["the moved one", [NEW], "NEW", "moved", undefined, ["status"]],
])("%s", (_, keys, id, rotation, held, expected) => {
  expect(statusLines({ keys, id, rotation, held })).toEqual(expected);
});

it("revokes no other key of a rotation", () => {
  const phases = fc.constantFrom<Rotation>("published", "disabled");
  fc.assert(
    fc.property(phases, fc.constantFrom("OLD", "NEW", undefined), (rotation, held) => {
      const [old, next] = ["OLD", "NEW"].map((id) => statusLines({ keys: BOTH, id, rotation, held }));
      expect([old, next]).toEqual([["status"], ["nextStatus"]]);
    }),
  );
});

it("leaves no address out when all are revoked", () => {
  for (const rotation of ROTATION)
    expect(statusLines({ keys: BOTH, rotation })).toContain(rotation === "deleted" ? "nextStatus" : "status");
});
