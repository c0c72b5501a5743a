import { MAX_READ_AGAIN, MAX_READINGS, MAX_WORKSPACES } from "../bounds";
import type { AccessModel, Alternative, Unknown } from "../model";
import { perText } from "../support/memo";
import { placeKey } from "../unread";
import { located } from "./assemble/build";
import type { Contents } from "./contents";
import type { Choice } from "./expression/choices";
import { WORKSPACE_UNKNOWN } from "./expression/workspace-names";
import { type ReadRoots, readRoots, type Surroundings } from "./read-modules";
import { ReadingEffort } from "./reading-effort";
import type { Reading, Readings } from "./readings";
import type { Trial, Tried } from "./root-settings";
import type { ModuleSource } from "./source/module-source";
import { parentFolder } from "./source/path";
import type { Tfvars } from "./source/tfvars";

/** What root modules declare. */
export interface Models {
  alone(contents: readonly Contents[]): AccessModel;
  /** With what is read beside them, such as plans. */
  withOthers(contents: readonly Contents[]): AccessModel;
}

/** The model of the first reading, with those of the others. */
export function withAlternatives(readings: Readings, surroundings: Surroundings, models: Models): AccessModel {
  const { first, roots, incomplete, others, unused } = readings;
  const firstRead = readRoots(first.modules, roots, surroundings);
  const { contents } = firstRead;
  const model = models.withOthers([...contents.values()]);
  evaluate(contents);
  const effort = new ReadingEffort(model);
  const firstOf = perText((list: string) => models.alone(list.split("\n").flatMap((root) => contents.get(root) ?? [])));
  const alternative = (when: ReadonlyMap<string, string>, read: ReadRoots): Alternative => ({
    when,
    model: models.alone([...read.contents.values()]),
    first: () => firstOf([...when.keys()].join("\n")),
  });
  const otherwise = ({ modules, when, program, tried }: Reading): Alternative[] => {
    if (when.size === 0) return [];
    const read = readRoots(modules, when.keys(), surroundings);
    const found = alternative(when, read);
    effort.spend(found.model);
    if (program === first.program || read.refused.size === 0) return [found];
    // They need what only files of the other program declare, so this one cannot run them.
    return otherwise({ modules, program, tried, when: new Map([...when].filter(([root]) => !read.refused.has(root))) });
  };
  const untried: Unknown[] = [];
  const tryAll = (some: readonly Reading[]): Alternative[] =>
    some.flatMap((reading, at) => {
      if (at < MAX_READINGS && effort.allows(new Set(reading.when.keys()))) return otherwise(reading);
      untried.push(...untriedIn(reading));
      return [];
    });
  const withSettings = tryAll(others);
  const withChoices = tryAll(choicesIn(firstRead, first).map((tried) => readings.with(tried)));
  const unsure = rootsThatDependOnTheWorkspace(model);
  const inWorkspaces = workspacesIn(unsure, firstRead).map((name) =>
    alternative(
      new Map(unsure.map((root) => [root, inWorkspace(name)])),
      readRoots(first.modules, unsure, surroundings, name),
    ),
  );
  const unsettled = model.unknowns.filter((unknown) => !isSettled(unknown, incomplete, withSettings));
  const unknowns = [...unsettled, ...unused.map(unusedSettings), ...untried];
  return { ...model, unknowns, alternatives: [...withSettings, ...withChoices, ...inWorkspaces] };
}

/** Whether a root module can only be run with more settings, and with each of those that were found it is known. */
function isSettled(unknown: Unknown, incomplete: ReadonlySet<string>, alternatives: readonly Alternative[]): boolean {
  if (!incomplete.has(unknown.root)) return false;
  const own = alternatives.filter(({ when }) => when.has(unknown.root));
  const key = placeKey(unknown);
  return own.length > 0 && !own.some(({ model }) => model.unknowns.some((other) => placeKey(other) === key));
}

/** Stands for those that no expression names. */
const OTHER_WORKSPACE = "another-workspace";

const inWorkspace = (name: string): string =>
  name === OTHER_WORKSPACE ? `in a workspace such as ${name}` : `in the workspace ${name}`;

/** Where something that could grant access is unknown because the workspace is. */
function rootsThatDependOnTheWorkspace({ unknowns }: AccessModel): string[] {
  const unsure = unknowns.filter(({ why, harmless }) => !harmless && why.includes(WORKSPACE_UNKNOWN));
  return [...new Set(unsure.map(({ root }) => root))];
}

/**
 * Those that make a difference. What does not depend on these names alone stays unknown in the first reading.
 * @see https://developer.hashicorp.com/terraform/language/state/workspaces
 */
function workspacesIn(unsure: readonly string[], { workspaces }: ReadRoots): string[] {
  const names = workspaces.in(unsure);
  return names.size === 0 || names.size > MAX_WORKSPACES ? [] : [...new Set([...names, "default", OTHER_WORKSPACE])];
}

/** Another value of a variable with a default for each root module, as many times as there are. */
function choicesIn({ contents, choices }: ReadRoots, { modules }: Reading): Trial[] {
  const trials: Map<string, Tried>[] = [];
  for (const root of contents.keys())
    for (const [at, choice] of choices.of(root).entries()) {
      trials[at] ??= new Map();
      trials[at]?.set(root, settingOf(choice, modules.get(root)));
    }
  return trials;
}

const settingOf = ({ root, variable, value }: Choice, source: ModuleSource | undefined): Tried => ({
  file: source?.variables.find(({ path }) => path[1] === variable)?.file.path ?? root,
  settings: new Map([[variable, { value, syntax: "json" }]]),
  address: `var.${variable}`,
  words: `${variable} = ${JSON.stringify(value)}`,
});

/** Everything that is only evaluated when it is read: after what the model needs, which may use up all steps. */
function evaluate(contents: ReadRoots["contents"]): void {
  for (const { locals, outputs, resources } of contents.values()) {
    for (const named of [...locals, ...outputs]) void named.value;
    for (const resource of resources) for (const name of resource.argumentNames) resource.argument(name);
  }
}

const unusedSettings = ({ file }: Tfvars): Unknown =>
  located(
    { address: file, root: parentFolder(file), file },
    {
      about: "settings",
      what: `The configuration that takes the values of ${file}`,
      why: "no root module in its folder, or in the next folder above with a configuration, declares one of its variables",
      harmless: true,
    },
  );

const untriedIn = ({ when, tried }: Reading): Unknown[] =>
  Array.from(when, ([root, phrase]) =>
    located(
      { root, ...(tried.get(root) ?? inFolder(root)) },
      {
        about: "settings",
        what: `What is declared ${phrase}`,
        why: `only ${MAX_READINGS} other ways of reading, of about ${MAX_READ_AGAIN} resources together, are tried`,
        cause: "untried settings",
      },
    ),
  );

const inFolder = (root: string) => ({ address: root || ".", file: root || "." });
