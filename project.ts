import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package, whether it runs from its sources or from dist/. */
export const PROJECT = existsSync(join(__dirname, "package.json")) ? __dirname : dirname(__dirname);

const manifest = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
export const VERSION: string = manifest.version;
export const DESCRIPTION: string = manifest.description;
