// Writes the documents that are generated from tables in the code. Run after `npm run build`.
import { writeFile } from "node:fs/promises";
import rendering from "../dist/export/render/departures.js";
import releases from "../dist/export/render/releases.js";
import table from "../dist/stacks/departures.js";
import guard from "../packages/guard/dist/describe.js";
import rules from "../packages/guard/dist/rules/index.js";

const write = (name, text) => writeFile(new URL(`../docs/${name}`, import.meta.url), text);
await write("departures.md", rendering.renderDepartures(table.DEPARTURES));
await write("releases.md", releases.renderReleases());
await write("guard.md", guard.describeRules(rules.EVERY_RULE));
