import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeRules, EVERY_RULE } from "@openhands-aws/guard";
import { renderDepartures } from "../export/render/departures";
import { DEPARTURES } from "../stacks/departures";

const document = (name: string): string => readFileSync(join(__dirname, "../docs", name), "utf8");

it.each([
  ["departures.md", () => renderDepartures(DEPARTURES)],
  ["guard.md", () => describeRules(EVERY_RULE)],
])("docs/%s is what the code says", (name, rendered) => {
  expect(document(name)).toBe(rendered());
});
