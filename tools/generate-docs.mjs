// Writes docs/departures.md. Run after `npm run build`.
import { writeFile } from "node:fs/promises";
import rendering from "../dist/output/departures.js";
import table from "../dist/stacks/departures.js";

await writeFile(new URL("../docs/departures.md", import.meta.url), rendering.renderDepartures(table.DEPARTURES));
