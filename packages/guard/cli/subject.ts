import type { Option } from "commander";
import type { ActionCatalogue } from "../catalogue/catalogue";
import { loadCatalogue } from "../catalogue/load";
import { servicesOf } from "../catalogue/services-of";
import type { Exemption } from "../exemptions";
import type { Finding } from "../finding";
import { type GuardOptions, guard } from "../guard";
import type { AccessModel } from "../model";
import type { Proof } from "../prove/proof";
import { prove } from "../prove/prove";
import { once } from "../support/memo";
import { type Unread, unreadOf } from "../unread";
import type { Repository } from "../workflows";
import { modelOf } from "./model-of";
import { readInput } from "./read-input";

/** What a verb checks. */
export interface Subject {
  /** The repository whose workflows are checked if none is given. */
  readonly repository?: Repository;
  /** @throws InputError if it is not Terraform */
  model(): Promise<AccessModel>;
  unread(): Promise<Unread[]>;
  findings(asked?: Pick<GuardOptions, "workflows" | "unknown">): Promise<Finding[]>;
  /** @param catalogue of all services */
  proofs(catalogue: ActionCatalogue): Promise<Proof[]>;
}

/** The stacks of an app, synthesized when they are first needed. */
export interface OwnStacks extends Subject {
  readonly exemptions: readonly Exemption[];
  /** The file that the exemptions are in. */
  readonly exemptionsFile: string;
}

/** An app with a config and stacks of its own, which are checked if no path is given. */
export interface Installation {
  /** Names the config: `--config <file>`. */
  readonly option: Option;
  /** @throws InputError if the config is invalid */
  load(config: string | undefined): Promise<OwnStacks>;
}

/**
 * @param paths files and folders; if empty, the installation's stacks, or the current folder
 * @param root what may be read. @default as `ScanRoot` finds it
 * @param config given on the command line. Only then do its exemptions apply to other Terraform.
 */
export async function subjectOf(
  paths: readonly string[],
  installation: Installation | undefined,
  config: string | undefined,
  root?: string,
): Promise<Subject> {
  const isOwn = paths.length === 0 && installation !== undefined;
  const own = isOwn || config !== undefined ? await installation?.load(config) : undefined;
  return isOwn && own ? own : subjectInFiles(paths.length > 0 ? paths : ["."], own, root);
}

function subjectInFiles(paths: readonly string[], own: OwnStacks | undefined, root?: string): Subject {
  // A pipe can be read only once.
  const input = once(() => readInput(paths, root));
  const terraform = once(async () => modelOf(input, "terraform"));
  const any = once(() => terraform().catch(() => modelOf(input)));
  return {
    repository: own?.repository,
    model: terraform,
    unread: async () => unreadOf(await any()),
    findings: async (asked) => {
      const model = await any();
      return guard(model, {
        now: new Date(),
        ...asked,
        catalogue: await loadCatalogue(servicesOf(model)),
        exemptions: own?.exemptions,
        exemptionsFile: own?.exemptionsFile,
      });
    },
    proofs: async (catalogue) => [prove(await terraform(), catalogue)],
  };
}
