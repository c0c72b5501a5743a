import { closest } from "./closest";

const NAMES = ["wildcard-action", "wildcard-literal", "open-resource"];

it.each([
  ["wildcard-actions", "wildcard-action"],
  ["wildcrad-literal", "wildcard-literal"],
  ["openresource", "open-resource"],
  ["something-else", undefined],
  ["", undefined],
])("for %j means %j", (written, meant) => {
  expect(closest(written, NAMES)).toBe(meant);
});
