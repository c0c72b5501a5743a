import type { Location, NamedValue, Unknown } from "../model";
import { once } from "../support/memo";
import { located, whyOf } from "./assemble/build";
import { ignoredArguments, isIgnored } from "./configuration/ignored-changes";
import { isAbout, mayGrant, mayGrantResource } from "./configuration/may-grant";
import type { InstalledCode } from "./configuration/module-calls";
import { type Environment, ModuleScope } from "./configuration/module-scope";
import { Instances } from "./configuration/repetition";
import { argumentNames, resolve, resolveArgument } from "./configuration/resolve";
import { offBlocks } from "./configuration/switched-off";
import { isUnattached } from "./configuration/unattached";
import { type Contents, noContents } from "./contents";
import type { Choices } from "./expression/choices";
import { ignoredWhy } from "./expression/elsewhere";
import { Evaluation } from "./expression/evaluation";
import type { ParseYaml } from "./expression/functions/yaml";
import { objectOf } from "./expression/value";
import type { WorkspaceNames } from "./expression/workspace-names";
import { localPath } from "./modules/module-address";
import type { LoadedModules } from "./modules/module-loader";
import { NamedFiles } from "./named-files";
import type { Block, ModuleSource } from "./source/module-source";
import { joinPath } from "./source/path";
import type { SourceTree } from "./source/source-tree";
import type { UnreadFiles } from "./source/unread-files";

/** What root modules are read with. */
export interface Surroundings extends Pick<LoadedModules, "folderOf" | "installed" | "texts"> {
  readonly tree: SourceTree;
  readonly unread: UnreadFiles;
  readonly parseYaml?: ParseYaml;
}

export interface ReadRoots {
  /** By folder: everything that the root module declares, with the modules that it calls. */
  readonly contents: ReadonlyMap<string, Contents>;
  /** Folders of those that refer to what is not declared; known for what has been evaluated. */
  readonly refused: ReadonlySet<string>;
  /** The same of the workspaces that they tell apart. */
  readonly workspaces: WorkspaceNames;
  /** The same of what variables with a default decide. */
  readonly choices: Choices;
}

/** @param roots folders of root modules */
export function readRoots(
  modules: ReadonlyMap<string, ModuleSource>,
  roots: Iterable<string>,
  { folderOf, installed, texts, tree, unread, parseYaml }: Surroundings,
  workspace?: string,
): ReadRoots {
  const evaluation = new Evaluation();
  let size = 0;
  for (const text of texts) size += text.length;
  evaluation.allow(size);
  const files = new NamedFiles(tree, evaluation);
  const refused = new Set<string>();
  const environment: Environment = {
    evaluation,
    modules,
    folderOf,
    installed,
    files,
    unread,
    parseYaml,
    workspace,
    refused,
    instantiated: 0,
    instances: new Instances(size),
  };
  const contents = new Map<string, Contents>();
  for (const root of roots) {
    const source = modules.get(root);
    if (!source) continue;
    const collected = noContents();
    contents.set(root, collected);
    new Collector(new ModuleScope(environment, source, "", root), collected).root();
  }
  return { contents, refused, workspaces: evaluation.workspaces, choices: evaluation.choices };
}

/** The arguments of a call that Terraform itself reads. */
const OF_CALLS: ReadonlySet<string> = new Set(["source", "version", "providers"]);
const NONE: ReadonlySet<string> = new Set();
/** One instance that stands for all is checked. */
const HARMLESS = { harmless: true };

/** Whoever can commit a .terraform folder can put any code there, with a record that fits. */
const originOf = ({ folder, source }: InstalledCode) =>
  ({
    about: "origin",
    what: `Whether ${folder} holds the code of ${source}`,
    why: "it was checked as it is, and a .terraform folder that was committed may hold other code",
    cause: "installed modules",
    ...HARMLESS,
  }) as const;

class Collector {
  constructor(
    private readonly module: ModuleScope,
    private readonly into: Contents,
  ) {}

  root(): void {
    const { source } = this.module;
    for (const block of source.outputs)
      this.into.outputs.push(
        this.value(block, `output.${block.path[1]}`, () => resolve(block.body.value ?? null, this.module)),
      );
    for (const block of source.variables) {
      const name = block.path[1] ?? "";
      const set = Object.hasOwn(block.body, "default") || source.settings.has(name);
      this.into.variables.push(this.value(block, `var.${name}`, set ? () => this.module.variable(name) : undefined));
    }
    this.everywhere();
  }

  private unattachedDocuments(): void {
    for (const { block, instances } of this.module.declarations())
      if (isUnattached(block, this.module)) this.into.unattached.push(...instances);
  }

  /** Values that a file writes; what a caller gives is a value of the caller. */
  private defaults(): void {
    const { source, prefix } = this.module;
    for (const block of source.variables)
      if (Object.hasOwn(block.body, "default"))
        this.into.variables.push(
          this.value(block, `${prefix}var.${block.path[1]}`, () => resolve(block.body.default, this.module)),
        );
  }

  private everywhere(): void {
    const { source, prefix } = this.module;
    for (const block of source.locals)
      this.into.locals.push(
        this.value(block, `${prefix}local.${block.path[1]}`, () => resolve(block.body.value, this.module)),
      );
    for (const block of source.providers) {
      const { body } = block;
      const address = `${prefix}provider.${block.path[1]}${typeof body.alias === "string" ? `.${body.alias}` : ""}`;
      this.into.providers.push(this.configuration(block, address));
    }
    for (const block of source.backends)
      this.into.backends.push(this.configuration(block, prefix + block.path.join(".")));
    for (const { block, address, repetition, instances } of this.module.declarations()) {
      for (const instance of instances) this.into.resources.push(instance);
      const { trace, off } = repetition;
      this.decidedElsewhere(block, address, off);
      if (trace) this.unknown(this.at(block, address), "instances", [...trace.of("whys")], [...trace.of("references")]);
    }
    for (const { block, address, from, modules, missing, trace, repetition, installed } of this.module.calls.all()) {
      const at = this.at(block, address);
      if (installed) this.into.unknowns.push(located(at, originOf(installed)));
      if (repetition?.off !== undefined && mayGrant(from, block.body))
        this.elsewhere(at, "The module", `it ${repetition.off}`);
      if (missing !== undefined) {
        // Calls of the same module are unknown for the same reason.
        const cause = localPath(from) === undefined ? from : joinPath(this.module.source.folder, localPath(from) ?? "");
        this.unknown(at, "module", [missing], [], { cause, ...(!mayGrant(from, block.body) && HARMLESS) });
        this.into.modules.push(Object.assign(this.configuration(block, address, OF_CALLS), { source: from }));
      }
      if (trace) this.unknown(at, "instances", [...trace.of("whys")], [...trace.of("references")]);
      for (const module of modules) {
        const called = new Collector(module, this.into);
        called.everywhere();
        called.defaults();
      }
    }
    this.unattachedDocuments();
  }

  /** What is off, and values that may be others in AWS. */
  private decidedElsewhere(block: Block, address: string, off: string | undefined): void {
    const { path, body } = block;
    const [mode, type = ""] = path;
    const at = this.at(block, address);
    if (off !== undefined) {
      if (mode === "resource" && mayGrantResource(type, body)) this.elsewhere(at, "The resource", `it ${off}`);
      return;
    }
    if (mode !== "resource" || !mayGrantResource(type, body)) return;
    for (const block of offBlocks(type, body, this.module))
      this.elsewhere(at, `Its block ${block.type}`, `it ${block.why}`);
    if (!Object.hasOwn(body, "lifecycle")) return;
    const ignored = ignoredArguments(body);
    for (const name of argumentNames(body))
      if (isAbout(name) && isIgnored(ignored, name)) this.elsewhere(at, name, ignoredWhy("it"));
  }

  private elsewhere(at: Location, what: string, why: string): void {
    this.into.unknowns.push(located(at, { about: "instances", what, why, elsewhere: true }));
  }

  /** Its arguments and nested blocks, except the given ones. */
  private configuration(block: Block, address: string, but: ReadonlySet<string> = NONE): NamedValue {
    const { body } = block;
    const names = argumentNames(body).filter((name) => !but.has(name));
    return this.value(block, address, () =>
      objectOf(names.map((name) => [name, resolveArgument(body, name, this.module) ?? null])),
    );
  }

  /** Evaluated when it is first read. */
  private value(block: Block, address: string, evaluate?: () => ReturnType<typeof resolve>): NamedValue {
    const sensitive = block.body.sensitive === true;
    const { evaluation } = this.module;
    const named = located(this.at(block, address), { sensitive });
    if (!evaluate) return named;
    return Object.defineProperty(named, "value", { get: once(() => evaluation.resolved(evaluate)), enumerable: true });
  }

  private unknown(
    at: Location,
    about: Unknown["about"],
    whys: string[],
    references: string[],
    more: Pick<Unknown, "cause" | "harmless"> = HARMLESS,
  ): void {
    const what = about === "module" ? "source" : "count or for_each";
    this.into.unknowns.push(located(at, { about, what, why: whyOf({ whys, references }), ...more }));
  }

  private at({ path, file }: Block, address: string): Location {
    const { root } = this.module;
    return {
      address,
      root,
      file: file.path,
      get line() {
        return file.lineOf(path);
      },
    };
  }
}
