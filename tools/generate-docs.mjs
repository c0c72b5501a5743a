// Writes the documents that are generated from tables in the code. Run after `npm run build`.
import { readFile, writeFile } from "node:fs/promises";
import rendering from "../dist/export/render/departures.js";
import releases from "../dist/export/render/releases.js";
import runbook from "../dist/export/render/runbook.js";
import source from "../dist/export/render/runbook-source.js";
import table from "../dist/stacks/departures.js";
import guard from "../packages/guard/dist/describe.js";
import rules from "../packages/guard/dist/rules/index.js";

const place = (name) => new URL(`../docs/${name}`, import.meta.url);
const write = (name, text) => writeFile(place(name), text);
await write("departures.md", rendering.renderDepartures(table.DEPARTURES));
await write("releases.md", releases.renderReleases());
await write("guard.md", guard.describeRules(rules.EVERY_RULE));

const runbooks = new Map();
for (const name of source.RUNBOOKS)
  runbooks.set(name, source.parseRunbook(await readFile(place(`runbooks/source/${name}.yaml`), "utf8")));
for (const [file, text] of runbook.renderRunbooks(runbooks)) await write(`runbooks/${file}`, text);
