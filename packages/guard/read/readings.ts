import type { LoadedModules } from "./modules/module-loader";
import { type OwnedTfvars, RootSettings, type Trial, type Tried } from "./root-settings";
import type { ModuleSource } from "./source/module-source";
import type { Program } from "./source/terraform-file";
import type { Tfvars } from "./source/tfvars";

/** One way in which the same files may be read. */
export interface Reading {
  readonly modules: ReadonlyMap<string, ModuleSource>;
  /** When it is the right one, by root module: `with prod.tfvars`. The other roots are as in the first reading. */
  readonly when: ReadonlyMap<string, string>;
  readonly program: Program;
  readonly tried: Trial;
}

/** All ways in which the files may be read. */
export interface Readings {
  /** As OpenTofu reads them, with the settings that are loaded or named. */
  readonly first: Reading;
  readonly roots: readonly string[];
  /** Roots that need more settings before they can be run. */
  readonly incomplete: ReadonlySet<string>;
  readonly others: readonly Reading[];
  /** With other values in some root modules. */
  with(tried: Trial): Reading;
  /** Settings that are not loaded without being asked for. */
  readonly unloaded: readonly OwnedTfvars[];
  /** Those that no root module takes. */
  readonly unused: readonly Tfvars[];
}

/**
 * It is not known which program will be run, nor with which of the settings that it must be told to load. Each of these
 * files is tried alone, on top of what is loaded anyway; files of several roots are tried together.
 * @param named settings that the user says are loaded, in their order
 */
export function readingsOf({ modules, roots, settings: found }: LoadedModules, named: readonly Tfvars[]): Readings {
  const settings = new RootSettings(modules.OpenTofu, roots, found, named);
  const trials = settings.trials();
  const reading = (program: Program, tried: Trial, phrase?: string): Reading => {
    const sources = modules[program];
    const read = roots.filter((root) => sources.has(root) && (phrase !== undefined || tried.has(root)));
    const when = read.map((root): [string, string] => [root, phraseFor(tried.get(root), phrase)]);
    return { modules: settings.set(sources, tried), program, tried, when: new Map(when) };
  };
  const first = reading("OpenTofu", NONE);
  const isSame = [...modules.OpenTofu].every(([folder, source]) => modules.Terraform.get(folder) === source);
  const asTerraform = (tried: Trial) =>
    isSame ? [] : [reading("Terraform", tried, "as Terraform reads the files, without *.tofu")];
  return {
    first,
    roots,
    incomplete: settings.incomplete(first.modules),
    others: [
      ...asTerraform(NONE),
      ...trials.map((tried) => reading("OpenTofu", tried)),
      ...trials.flatMap(asTerraform),
    ],
    with: (tried) => reading("OpenTofu", tried),
    unloaded: settings.unloaded,
    unused: settings.unused,
  };
}

const NONE: Trial = new Map();

const phraseFor = (tried: Tried | undefined, phrase?: string): string =>
  [...(tried ? [`with ${tried.words}`] : []), ...(phrase === undefined ? [] : [phrase])].join(" and ");
