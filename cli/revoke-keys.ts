import { loadConfig } from "../config/load";
import { configFile } from "../config/path";
import { cloudtrail } from "../operations/aws/cloudtrail";
import { liftDeny } from "../operations/revoke/lift-deny";
import { reportJson, reportText } from "../operations/revoke/report";
import { type Revoked, revoke } from "../operations/revoke/revoke";
import { UserAccount } from "../operations/revoke/user-account";
import type { RevokeWorld } from "../operations/revoke/world";
import type { Paint } from "../operations/steps-text";
import { writeConfig } from "../operations/write-config";
import { exporterTo } from "./exporter";
import type { Folders } from "./folders";
import { progressOn } from "./progress";

interface Asked {
  readonly config?: string;
  /** `undefined` for all. */
  readonly key?: string;
  readonly lift: boolean;
  readonly folders: Folders;
  readonly yes: boolean;
}

/** @throws InputError if the config is refused, or there is no such key */
export async function revokeKeys({ config: option, key, lift, folders, yes }: Asked) {
  const file = configFile(option);
  const config = loadConfig(file);
  const { region } = config.aws;
  const account = new UserAccount({ region }, config.bedrock.user.name);
  const world: RevokeWorld = {
    ...{ config, configFile: file, account },
    reload: () => loadConfig(file),
    edit: (edits) => writeConfig(file, edits),
    exporter: exporterTo(folders, file),
    // The stacks take a third of a second to load.
    stacks: async () => (await import("./own-stacks.js")).loadOwnStacks(option).model(),
    lookUp: async (region, input) => (await cloudtrail({ region })).lookupEvents(input),
    now: () => new Date(),
  };
  const progress = progressOn(process.stderr, "revoke");
  const options = { yes, progress: progress.say };
  try {
    const done: Revoked = lift ? await liftDeny(account, options, world.now()) : await revoke(world, key, options);
    const report = { ...done, dryRun: !yes, bearer: process.env.AWS_BEARER_TOKEN_BEDROCK !== undefined };
    return { steps: done.steps, json: reportJson(report), text: (paint: Paint) => reportText(report, paint) };
  } finally {
    progress.end();
  }
}
