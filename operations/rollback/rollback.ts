import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessModel } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { lifted } from "../revoke/lift-deny";
import { type Found, rolesWithDeny, type UserAccount } from "../revoke/user-account";
import type { Exporter } from "../revoke/world";
import { type RunOptions, runStep, type Step, StepError, type StepResult } from "../steps";
import type { Plan, Terraform } from "../terraform";
import type { Edit } from "../write-config";
import { type ClusterWorld, clusterSteps } from "./cluster-steps";
import { otherUses } from "./other-uses";
import { changesOf, outside, type Scope } from "./planned";

export interface RollbackWorld {
  readonly config: Config;
  readonly configFile: string;
  readonly edit: (edits: readonly Edit[]) => void;
  readonly exporter: Exporter;
  readonly account: UserAccount;
  /** `undefined` if the config has no section kubernetes. */
  readonly cluster?: ClusterWorld;
  readonly terraform: Pick<Terraform, "plan" | "apply">;
  /** Of terraform, for people. */
  readonly directory: string;
  readonly scope: Scope;
  /** By our own stacks, with and without what is rolled back. */
  readonly before: AccessModel;
  readonly after: AccessModel;
  /** The roles that are removed. */
  readonly roles: readonly string[];
}

/**
 * Takes the Bedrock design's resources back, in its order. The phase is in the config and in the export before anything is
 * destroyed. The first step that fails, or that is open in a dry run of what follows from it, ends it.
 */
export async function rollback(world: RollbackWorld, options: RunOptions): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-plan-")); // 0700: a plan contains secrets.
  try {
    for await (const step of steps(world, join(directory, "plan"), options.yes)) {
      const result = await runStep(step, options);
      results.push(result);
      if (result.status === "FAIL") break;
    }
    return results;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function* steps(world: RollbackWorld, file: string, yes: boolean): AsyncGenerator<Step> {
  const { account, cluster, exporter, config } = world;
  const isWritten = config.bedrock.rollback;
  yield nothingElse(world);
  yield phase(world);
  yield exported(exporter, isWritten);
  for (const step of cluster ? clusterSteps(cluster) : []) yield step;
  if (!yes && (!isWritten || (await exporter.stale()).length > 0)) {
    yield wouldApply(world);
    return;
  }
  const planned: { plan?: Plan } = {};
  yield plan(world, file, planned);
  // Right before the roles and the user go: until then, the sessions stay cut.
  yield {
    title: `the user ${account.user} has no deny of revoke`,
    look: async () => lifted(await account.userDeny(), `user ${account.user}`, () => account.liftUser()),
  };
  let denies: ReadonlyMap<string, Found> = new Map();
  for (const role of world.roles)
    yield {
      title: `the role ${role} has no deny of revoke`,
      async look() {
        if (denies.size === 0) denies = rolesWithDeny(await account.details());
        return lifted(denies.get(role), `role ${role}`, () => account.liftRole(role));
      },
    };
  yield apply(world, file, planned);
}

const nothingElse = ({ account, config, before, after }: RollbackWorld): Step => ({
  title: "nothing else uses what is removed",
  async look() {
    const keys = await account.keys();
    const details = await account.details();
    const { rotation } = config.bedrock.accessKey;
    const uses = otherUses({
      ...{ user: account.user, details, before, after },
      keysOfOurs: rotation === "published" || rotation === "disabled" || rotation === "deleted" ? 2 : 1,
      keys: keys?.map(({ id }) => id) ?? [],
      apiKeys: keys ? (await account.apiKeys()).map(({ id }) => id) : [],
      denyIsOurs: keys !== undefined && (await account.userDeny())?.deny !== undefined,
    });
    if (uses.length > 0) throw new StepError(`${uses.join(" ")} Nothing was changed.`);
    return { state: "done", evidence: "No other user, role, group or key does." };
  },
});

const phase = ({ config, configFile, edit }: RollbackWorld): Step => ({
  title: "the config says that it is rolled back",
  async look() {
    if (config.bedrock.rollback) return { state: "done", evidence: `${configFile} has bedrock.rollback: true.` };
    return {
      state: "todo",
      will: `Write bedrock.rollback: true into ${configFile}.`,
      async do() {
        edit([{ path: ["bedrock", "rollback"], value: true }]);
        // A phase of a rotation is about keys that will be gone.
        const also = config.bedrock.accessKey.rotation ? " and bedrock.accessKey" : "";
        return `Wrote bedrock.rollback: true into ${configFile}. To go forward again, remove the line${also}, export and apply.`;
      },
    };
  },
});

const exported = (exporter: Exporter, isWritten: boolean): Step => ({
  title: "the exported files no longer have it",
  async look() {
    const stale = await exporter.stale();
    if (isWritten && stale.length === 0) return { state: "done", evidence: `${exporter.folders} is up to date.` };
    return {
      state: "todo",
      will: `Export to ${exporter.folders}. Commit it, so that nothing brings it back.`,
      do: async () =>
        `Wrote ${(await exporter.write()).join(", ") || "nothing new"}. Commit it, so that nothing brings it back.`,
    };
  },
});

const wouldApply = ({ directory, scope }: RollbackWorld): Step => ({
  title: "Terraform removes it",
  async look() {
    const updates = scope.updates.length > 0 ? `, and may update ${scope.updates.join(", ")}` : "";
    const will = `Remove what revoke left, then terraform apply in ${directory} destroys ${scope.deletes.join(", ")}${updates}. Any other change stops it.`;
    return { state: "todo", will, do: async () => will };
  },
});

const plan = ({ terraform, scope }: RollbackWorld, file: string, planned: { plan?: Plan }): Step => ({
  title: "Terraform plans nothing else",
  async look() {
    planned.plan = await terraform.plan(file);
    const others = outside(planned.plan, scope);
    if (others.length > 0)
      throw new StepError(
        `Terraform also plans to ${others.join(", ")}. Nothing was destroyed. Apply or undo that on its own, then run this again.`,
      );
    const changes = changesOf(planned.plan);
    return { state: "done", evidence: changes.length > 0 ? `It plans to ${changes.join(", ")}.` : "No changes." };
  },
});

const apply = ({ terraform, directory }: RollbackWorld, file: string, planned: { plan?: Plan }): Step => ({
  title: "Terraform removes it",
  async look() {
    const changes = changesOf(planned.plan ?? {});
    if (changes.length === 0) return { state: "done", evidence: "Terraform has nothing to change." };
    return {
      state: "todo",
      will: `terraform apply in ${directory}: ${changes.join(", ")}.`,
      async do() {
        await terraform.apply(file);
        return `Applied: ${changes.join(", ")}.`;
      },
    };
  },
});
