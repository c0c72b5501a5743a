import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What pins the checkers of workflows. */
export const PINS = join(__dirname, "../tools");

const pinned = ["go.mod", "go.sum", "requirements.txt"].map((name) => readFileSync(join(PINS, name), "utf8")).join("");
const version = createHash("sha256").update(pinned).digest("hex").slice(0, 12);

/** Where they are installed, once for each set of versions. */
export const FOLDER = join(
  process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
  "openhands-aws",
  `workflow-tools-${version}`,
);
export const ACTIONLINT = join(FOLDER, "actionlint");
export const ZIZMOR = join(FOLDER, "venv/bin/zizmor");
export const SHELLCHECK = join(FOLDER, "venv/bin/shellcheck");
