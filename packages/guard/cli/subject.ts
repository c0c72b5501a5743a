import { InputError } from "@openhands-aws/facts/program-error";
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
import { readVarFiles } from "./read-var-files";

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

/** How a verb was told to read what it checks. */
export interface ReadingOptions {
  /** Given on the command line. Only then do its exemptions apply to other Terraform. */
  readonly config?: string;
  /** What may be read. @default as `ScanRoot` finds it */
  readonly root?: string;
  /** Files with values of variables, as Terraform's `-var-file`. */
  readonly varFile: readonly string[];
}

/**
 * @param paths files and folders; if empty, the installation's stacks, or the current folder
 * @throws InputError if the options cannot be used
 */
export async function subjectOf(
  paths: readonly string[],
  installation: Installation | undefined,
  options: ReadingOptions,
): Promise<Subject> {
  const { config, varFile } = options;
  const isOwn = paths.length === 0 && installation !== undefined;
  if (isOwn && varFile.length > 0)
    throw new InputError("--var-file needs a path: this project's own stacks have no variables. Name the folder.");
  const own = isOwn || config !== undefined ? await installation?.load(config) : undefined;
  return isOwn && own ? own : subjectInFiles(paths.length > 0 ? paths : ["."], own, options);
}

function subjectInFiles(
  paths: readonly string[],
  own: OwnStacks | undefined,
  { root, varFile }: ReadingOptions,
): Subject {
  // A pipe can be read only once.
  const input = once(() => readInput(paths, root));
  const varFiles = once(() => readVarFiles(varFile, root));
  const read = (only?: "terraform") => modelOf(input, () => ({ only, varFiles: varFiles() }));
  const terraform = once(() => read("terraform"));
  const any = once(() => terraform().catch(() => read()));
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
