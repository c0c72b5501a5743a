// Writes config/schema.json, with which editors complete and check config/openhands.yaml. Run after `npm run build`.
import { writeFile } from "node:fs/promises";
import jsonSchema from "../dist/config/json-schema.js";

await writeFile(new URL("../config/schema.json", import.meta.url), jsonSchema.renderJsonSchema());
