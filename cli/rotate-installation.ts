import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CheckError, InputError } from "@openhands-aws/facts/program-error";
import { hasUser, usesIdentity } from "../config/identity";
import { loadConfig, parseConfig } from "../config/load";
import { configFile } from "../config/path";
import { isAwsError } from "../operations/aws/aws-error";
import { Kubectl } from "../operations/cluster/kubectl";
import { applyPhase } from "../operations/rotate/apply-phase";
import { deleteUnknownKey } from "../operations/rotate/delete-unknown-key";
import { observeAccount } from "../operations/rotate/observe-account";
import { observeCluster } from "../operations/rotate/observe-cluster";
import { phaseText } from "../operations/rotate/phase-text";
import { ClusterRefresh } from "../operations/rotate/refresh-cluster";
import { rotateJson, rotateText } from "../operations/rotate/report";
import { type Outcome, rotate, type World } from "../operations/rotate/rotate";
import { Terraform } from "../operations/terraform";
import { exportedTrees } from "./exported-trees";
import { ALL_FOLDERS } from "./folders";
import type { RotateArguments } from "./rotate";
import { writeExported } from "./write-exported";

const TOKEN = "AWS_BEARER_TOKEN_BEDROCK";

/** @throws InputError, CheckError */
export async function rotateInstallation(options: RotateArguments): Promise<{ text: string; code: number }> {
  if (process.env[TOKEN] !== undefined) {
    process.stderr.write(`${TOKEN} is set in your environment. It is not used here.\n`);
    delete process.env[TOKEN];
  }
  try {
    const world = worldOf(options);
    const outcome = await rotate(world, options);
    const text = options.format === "json" ? rotateJson(outcome) : rotateText(outcome, advice(outcome, options));
    return { text, code: outcome.held ? 1 : 0 };
  } catch (error) {
    if (isAwsError(error, "no-credentials")) throw new InputError(error.message);
    if (isAwsError(error)) throw new CheckError(`${error.message} Then run this again: it goes on where it stopped.`);
    throw error;
  }
}

function worldOf(options: RotateArguments): World {
  const file = configFile(options.config);
  const { terraform, manifests, workflows, withoutCluster } = options;
  const named = Object.fromEntries(
    Object.entries({ terraform, manifests, workflows }).filter(([, folder]) => folder !== undefined),
  );
  const folders = Object.keys(named).length > 0 ? named : ALL_FOLDERS;
  const first = loadConfig(file);
  if (first.bedrock.rollback)
    throw new InputError("bedrock.rollback is true: there is no access key to rotate. Leave it out first.");
  if (usesIdentity(first))
    throw new InputError(
      hasUser(first)
        ? "bedrock.access is workload-identity: there is no access key to rotate that pods use. Go on with the migration until bedrock.accessKey is left out; or write bedrock.access: access-key, export and apply, and rotate then."
        : "bedrock.access is workload-identity: there is no access key to rotate.",
    );
  if (options.apply && folders.terraform === undefined)
    throw new InputError("--apply needs the folder with aws/openhands: name it with --terraform.");
  const aws = { region: first.aws.region };
  const kubectl = new Kubectl({ context: options.context });
  const refresh = new ClusterRefresh(first, kubectl);
  const runner = new Terraform(join(folders.terraform ?? "", "aws/openhands"), process.env);
  const say = (line: string) => process.stderr.write(`rotate: ${line}\n`);
  let toDelete = options.deleteKey;

  return {
    phase: () => loadConfig(file).bedrock.accessKey.rotation ?? "none",
    async observe() {
      const { keys, pair, credentials } = await observeAccount(first, aws);
      const cluster = withoutCluster
        ? { state: "trusted" as const }
        : await observeCluster(first, kubectl, credentials);
      return { now: new Date(), keys, pair, cluster };
    },
    async write(phase) {
      const place = realpathSync(file);
      const text = phaseText(readFileSync(place, "utf8"), phase, loadConfig(file).bedrock.accessKey);
      const { exported } = await exportedTrees(folders, file, parseConfig(text, file));
      return writeExported(exported, [[place, text]]);
    },
    async export() {
      return writeExported((await exportedTrees(folders, file)).exported);
    },
    async apply(phase, seen) {
      if (toDelete !== undefined) {
        await deleteUnknownKey(toDelete, phase, { seen, terraform: runner, aws, user: first.bedrock.user.name });
        say(`deleted the key ${toDelete}`);
        toDelete = undefined;
        return applyPhase(runner, phase, { ...seen, keys: seen.keys.slice(0, 1) }, say);
      }
      return applyPhase(runner, phase, seen, say);
    },
    refresh: (seen) => refresh.bring(seen),
    sleep: (seconds) => sleep(seconds * 1000),
    say,
  };
}

/** What to do next. */
function advice({ step, written }: Outcome, { yes, apply }: RotateArguments): string {
  if (step.kind === "done" || step.kind === "stop") return "";
  if (step.kind === "wait") return "Run this again when it has settled; the old key stays until then.";
  if (!yes)
    return step.kind === "write"
      ? "--yes writes it into the config and exports; --apply --yes runs terraform, too."
      : "Apply the stack openhands as you always do, then run this again; --apply --yes runs terraform here.";
  if (apply)
    return "Terraform has nothing to apply, but what is there is not as the phase says. Look at the keys above.";
  return `${written.length > 0 ? "Review and apply" : "Apply"} the stack openhands, then run this again for the next phase.`;
}
