import { homedir } from "node:os";
import { join } from "node:path";

/** What is installed stays here, for the next run. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "openhands-aws/openhands");
