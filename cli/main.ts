import { guardCommand, runCommandLine, whocanCommand } from "@openhands-aws/guard/cli";
import { DESCRIPTION, VERSION } from "../project";
import { exportCommand } from "./export";
import { installation } from "./installation";
import { revokeCommand } from "./revoke";
import { rollbackCommand } from "./rollback";
import { rotateCommand } from "./rotate";
import { verifyCommand } from "./verify";

runCommandLine({
  name: "openhands-aws",
  description: DESCRIPTION,
  version: VERSION,
  verbs: [
    exportCommand(),
    guardCommand(installation),
    whocanCommand(installation),
    verifyCommand(),
    rotateCommand(),
    revokeCommand(),
    rollbackCommand(),
  ],
});
