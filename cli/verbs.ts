import { guardCommand, whocanCommand } from "@openhands-aws/guard/cli";
import type { Command } from "commander";
import { exportCommand } from "./export";
import { installation } from "./installation";
import { issuerCommand } from "./issuer";
import { revokeCommand } from "./revoke";
import { rollbackCommand } from "./rollback";
import { rotateCommand } from "./rotate";
import { verifyCommand } from "./verify";

/** Every verb of `openhands-aws`. */
export const verbs = (): Command[] => [
  exportCommand(),
  guardCommand(installation),
  whocanCommand(installation),
  verifyCommand(),
  rotateCommand(),
  revokeCommand(),
  rollbackCommand(),
  issuerCommand(),
];
