import { description, version } from "../package.json";
import { runCommandLine } from "./command-line";
import { guardCommand } from "./guard";
import { whocanCommand } from "./whocan";

runCommandLine({ name: "openhands-aws-guard", description, version, verbs: [guardCommand(), whocanCommand()] });
