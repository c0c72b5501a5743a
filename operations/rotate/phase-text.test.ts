import { phaseText } from "./phase-text";

const key = (more: object = {}) => ({ status: "Active" as const, keep: false, nextStatus: "Active" as const, ...more });
const at = (...lines: string[]) =>
  ["# ours", "bedrock:", "  accessKey:", ...lines.map((line) => `    ${line}`), ""].join("\n");

it.each([
  ["published", "# ours\n", key(), "# ours\nbedrock:\n  accessKey:\n    rotation: published\n"],
  [
    "published",
    at("rotation: moved", "status: Inactive # leak"),
    key(),
    at("rotation: published", "status: Inactive # leak"),
  ],
  ["disabled", at("rotation: published"), key(), at("rotation: disabled")],
  ["deleted", at("status: Inactive", "rotation: disabled"), key(), at("rotation: deleted")],
  ["moved", at("rotation: deleted"), key(), at("rotation: moved")],
  [
    "moved",
    at("rotation: deleted", "nextStatus: Inactive"),
    key({ nextStatus: "Inactive" }),
    at("rotation: moved", "status: Inactive"),
  ],
  ["moved", at("rotation: deleted", "nextStatus: Active"), key(), at("rotation: moved")],
] as const)("writes %s over %j", (phase, text, accessKey, expected) => {
  expect(phaseText(text, phase, accessKey)).toBe(expected);
});
