import { runCommandLine } from "@openhands-aws/guard/cli";
import { DESCRIPTION, VERSION } from "../project";
import { verbs } from "./verbs";

runCommandLine({ name: "openhands-aws", description: DESCRIPTION, version: VERSION, verbs: verbs() });
