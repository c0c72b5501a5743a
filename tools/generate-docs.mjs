// Writes the documents that are made of tables in the code. Run after `npm run build`.
import { writeFile } from "node:fs/promises";
import guard from "../dist/guard/describe.js";
import rules from "../dist/guard/rules/index.js";
import rendering from "../dist/output/departures.js";
import table from "../dist/stacks/departures.js";

const write = (name, text) => writeFile(new URL(`../docs/${name}`, import.meta.url), text);
await write("departures.md", rendering.renderDepartures(table.DEPARTURES));
await write("guard.md", guard.describeRules(rules.EVERY_RULE));
