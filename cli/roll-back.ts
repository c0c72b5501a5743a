import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { type AccessModel, known } from "@openhands-aws/guard";
import type { Config } from "../config/config";
import { credentialParameters } from "../config/credentials";
import { editYaml } from "../config/edit-yaml";
import { usesIdentity } from "../config/identity";
import { parseConfig } from "../config/load";
import { configFile } from "../config/path";
import { stackModel } from "../export/check/stack-findings";
import { renderStacks } from "../export/render/json";
import { synthesizeAll } from "../main";
import { Kubectl } from "../operations/cluster/kubectl";
import { UserAccount } from "../operations/revoke/user-account";
import { scopeOf } from "../operations/rollback/planned";
import { type RollbackWorld, rollback } from "../operations/rollback/rollback";
import { type Paint, stepsText, verdictOf } from "../operations/steps-text";
import { Terraform } from "../operations/terraform";
import { writeConfig } from "../operations/write-config";
import { clusterObjects } from "../stacks/openhands-kubernetes/objects";
import { exporterTo } from "./exporter";
import { progressOn } from "./progress";

interface Asked {
  readonly config?: string;
  readonly folders: { readonly terraform: string; readonly manifests?: string; readonly workflows?: string };
  readonly context?: string;
  readonly yes: boolean;
}

/** @throws InputError if the config is refused */
export async function rollBack({ config: option, folders, context, yes }: Asked) {
  const world = await worldOf(configFile(option), folders, context);
  const progress = progressOn(process.stderr, "rollback");
  try {
    const steps = await rollback(world, { yes, progress: progress.say });
    const verdict = verdictOf(steps, !yes);
    const json = `${JSON.stringify({ dryRun: !yes, steps }, null, 2)}\n`;
    return { steps, json, text: (paint: Paint) => stepsText(steps, verdict, paint) };
  } finally {
    progress.end();
  }
}

async function worldOf(file: string, folders: Asked["folders"], context: string | undefined): Promise<RollbackWorld> {
  const text = readFileSync(file, "utf8");
  const at = ["bedrock", "rollback"];
  const config = parseConfig(text, file);
  if (usesIdentity(config))
    throw new InputError(
      "bedrock.access is workload-identity: rollback takes back the access key, which pods do not use. Nothing was written. Write bedrock.access: access-key, export and apply, check with verify, and roll back then.",
    );
  const without = parseConfig(editYaml(text, at, undefined), file);
  const rolledBack = parseConfig(editYaml(text, at, true), file);
  const stacks = [without, rolledBack].map(synthesizeAll);
  const [before, after] = (await Promise.all(stacks.map((one) => stackModel(renderStacks(one))))) as [
    AccessModel,
    AccessModel,
  ];
  const exporter = exporterTo(folders, file);
  if (!exporter) throw new Error("The option --terraform is required.");
  const directory = join(folders.terraform, "aws/openhands");
  const rolesIn = ({ identities }: AccessModel) =>
    identities.flatMap(({ kind, declared, name }) => (kind === "role" && declared ? (known(name) ?? []) : []));
  return {
    ...{ config, configFile: file, exporter, directory, before, after },
    edit: (edits) => writeConfig(file, edits),
    account: new UserAccount({ region: config.aws.region }, config.bedrock.user.name),
    cluster: clusterOf(without, rolledBack, context),
    terraform: new Terraform(directory, process.env),
    scope: scopeOf(stacks[0]?.get("openhands") ?? {}, stacks[1]?.get("openhands") ?? {}),
    roles: rolesIn(before).filter((name) => !rolesIn(after).includes(name)),
  };
}

function clusterOf(before: Config, after: Config, context: string | undefined): RollbackWorld["cluster"] {
  if (!before.kubernetes || !after.kubernetes) return undefined;
  const objects = clusterObjects(after, after.kubernetes);
  return {
    kubernetes: before.kubernetes,
    kubectl: new Kubectl({ context }),
    deployment: objects.find(({ label }) => label === "deployment")?.manifest,
    variables: Object.keys(credentialParameters(before)),
  };
}
