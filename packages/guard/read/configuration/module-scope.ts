import { perObject } from "../../support/memo";
import { UNKNOWN } from "../../text";
import { emptyTextWhy, emptyWhy, placeholderWhy, withoutPlaceholders } from "../expression/elsewhere";
import type { Scope } from "../expression/evaluate";
import { within } from "../expression/evaluate-for";
import type { Evaluation, Traced } from "../expression/evaluation";
import type { FunctionContext } from "../expression/functions/index";
import type { ParseYaml } from "../expression/functions/yaml";
import { Namespace, ObjectReference, objectOf, type Value } from "../expression/value";
import {
  type InstalledModules,
  type ModuleMissing,
  type ModulePlace,
  NOTHING_INSTALLED,
} from "../modules/installed-modules";
import type { FolderOf } from "../modules/module-loader";
import type { NamedFiles } from "../named-files";
import type { Block, ModuleSource } from "../source/module-source";
import { relativePath } from "../source/path";
import type { UnreadFiles } from "../source/unread-files";
import { ModuleCalls } from "./module-calls";
import { ProviderTable } from "./provider-table";
import { type Instances, type Repetition, referenceTo, repetition } from "./repetition";
import { resolve, resolveText } from "./resolve";
import { ResourceInstance } from "./resource-instance";
import { typed } from "./variable-type";

/** What all modules of an input share. */
export interface Environment {
  readonly evaluation: Evaluation;
  readonly modules: ReadonlyMap<string, ModuleSource>;
  readonly folderOf: FolderOf;
  /** What was installed for a root module, by its folder. */
  readonly installed: ReadonlyMap<string, InstalledModules>;
  /** For functions such as `file`. */
  readonly files: NamedFiles;
  readonly unread: UnreadFiles;
  readonly parseYaml?: ParseYaml;
  /** Name of the workspace. @default not known */
  readonly workspace?: string;
  /** Root modules that refer to what is not declared, so that no program accepts them. */
  readonly refused: Set<string>;
  /** Modules instantiated so far, to limit their number. */
  instantiated: number;
  /** Of blocks in them, and of repeated ones anywhere. */
  readonly instances: Instances;
}

export interface ModuleParent {
  readonly module: ModuleScope;
  readonly call: Block;
  /** The scope in which the arguments of the call are evaluated: with its `each` and `count`. */
  readonly scope: Scope;
}

/** A block of a module with its instances. */
export interface Declaration {
  readonly block: Block;
  readonly address: string;
  readonly repetition: Repetition;
  readonly instances: readonly ResourceInstance[];
}

/** One instance of a module: what the names in its expressions mean, and everything that it declares. */
export class ModuleScope implements Scope {
  readonly evaluation: Evaluation;
  readonly functions: FunctionContext;
  readonly calls: ModuleCalls;
  readonly providers: ProviderTable;
  private readonly values = new Map<string, Traced | "under way">();
  private readonly declared = new Map<string, Declaration | "under way">();
  private readonly blocks: ReadonlyMap<string, Block>;
  private readonly types: ReadonlySet<string>;

  /**
   * @param prefix of addresses: empty, or `module.name[0].`
   * @param root folder of the root module
   */
  constructor(
    readonly environment: Environment,
    readonly source: ModuleSource,
    readonly prefix: string,
    readonly root: string,
    readonly parent?: ModuleParent,
  ) {
    this.evaluation = environment.evaluation;
    this.functions = {
      readFile: (path) => environment.files.read(root, path),
      filesBelow: (folder, levels) => environment.files.below(root, folder, levels),
      renderTemplate: (text, variables) => resolveText(text, this.onlyWith(new Map(Object.entries(variables)))),
      decodeJson: this.evaluation.decodeJson,
      parseYaml: environment.parseYaml,
    };
    const { blocks, types } = namesIn(source);
    this.blocks = blocks;
    this.types = types;
    this.calls = new ModuleCalls(this);
    this.providers = new ProviderTable(this);
  }

  lookup(name: string): Value | undefined {
    switch (name) {
      case "var":
        return new Namespace((variable) => this.variable(variable));
      case "local":
        return new Namespace((local) => this.local(local));
      case "module":
        return new Namespace((call) => this.calls.value(call));
      case "data":
        return new Namespace((type) => new Namespace((data) => this.resource(`data.${type}.${data}`)));
      case "path":
        return objectOf([
          ["module", relativePath(this.root, this.source.folder)],
          ["root", "."],
          ["cwd", UNKNOWN],
        ]);
      case "terraform":
      case "tofu":
        return new Namespace((what) => this.terraform(what));
    }
    if (!this.types.has(name) && !name.includes("_")) return undefined;
    return new Namespace((resource) => this.resource(`resource.${name}.${resource}`));
  }

  private terraform(what: string): Value {
    if (what !== "workspace") return this.evaluation.unknown(`terraform.${what} is set when Terraform runs`);
    return this.environment.workspace ?? this.evaluation.workspaceOf(this.root);
  }

  /** Where the code of a module is that it calls. */
  placeOf(call: Block): ModulePlace | ModuleMissing {
    const { installed } = this.environment;
    return (installed.get(this.root) ?? NOTHING_INSTALLED).find(this.keyOf(call), call, this.source.folder);
  }

  /** The names of the calls from the root module on to one of its own, joined with dots. */
  private keyOf(call: Block): string {
    const { parent } = this;
    return (parent ? `${parent.module.keyOf(parent.call)}.` : "") + call.path[1];
  }

  /** @returns undefined if there is no such output */
  output(name: string): Value | undefined {
    const block = this.blocks.get(`output.${name}`);
    if (!block) return undefined;
    const label = `${this.prefix}output.${name}`;
    return this.evaluation.once(this.values, block.path.join("."), label, () =>
      resolve(block.body.value ?? null, this),
    );
  }

  variable(name: string): Value {
    const block = this.blocks.get(`variable.${name}`);
    if (!block) return this.undeclared(`there is no variable ${name}`);
    const label = `${this.prefix}var.${name}`;
    this.evaluation.refer(label);
    return this.evaluation.once(this.values, label, label, () =>
      typed(this.setting(name, block), block.body.type, this.onlyWith(new Map())),
    );
  }

  /** Every resource and data block of the module itself, with its instances. */
  declarations(): Declaration[] {
    return [...this.source.resources, ...this.source.data].map((block) => this.declaration(block));
  }

  private setting(name: string, { body, file }: Block): Value {
    const { parent } = this;
    if (parent && Object.hasOwn(parent.call.body, name)) return resolve(parent.call.body[name], parent.scope);
    const unread = parent ? undefined : this.environment.unread.settingsOf(this.source.folder);
    if (unread !== undefined) return this.evaluation.unknown(`${unread}, which may set variable ${name}, was not read`);
    const set = parent ? undefined : this.source.settings.get(name);
    if (set) return this.literal(set.value, set.syntax);
    if (!Object.hasOwn(body, "default"))
      return this.evaluation.unknown(`variable ${this.prefix}${name} has no default`);
    const value = this.literal(body.default, file.syntax);
    if (!parent && (typeof value === "boolean" || typeof value === "string"))
      this.evaluation.byDefault({ root: this.root, variable: name, value });
    const label = `${this.prefix}var.${name}`;
    if (value === "") this.evaluation.unlessSet(emptyTextWhy(label));
    if (typeof value === "object" && value !== null && Object.keys(value).length === 0)
      this.evaluation.unlessSet(emptyWhy(label));
    return withoutPlaceholders(value, (text) => placeholderWhy(label, text), this.evaluation);
  }

  /** It must not contain references; only the escapes of HCL remain to be read. */
  private literal(value: unknown, syntax: "json" | "hcl"): Value {
    return syntax === "json" ? (value as Value) : resolve(value, this.onlyWith(new Map()));
  }

  private local(name: string): Value {
    const block = this.blocks.get(`locals.${name}`);
    if (!block) return this.undeclared(`there is no local ${name}`);
    const label = `${this.prefix}local.${name}`;
    return this.evaluation.once(this.values, label, label, () => resolve(block.body.value, this));
  }

  private resource(path: string): Value {
    const block = this.blocks.get(path);
    const address = path.replace(/^resource\./, "");
    if (!block) return this.undeclared(`${this.prefix}${address} is not declared in these files`);
    const kept = this.declared.get(path);
    if (kept === "under way") return this.evaluation.unknown(`${this.prefix}${address} refers to itself`);
    const { repetition, instances } = this.declaration(block);
    if (repetition.trace) this.evaluation.use({ value: UNKNOWN, trace: repetition.trace });
    return referenceTo(repetition, instances);
  }

  private declaration(block: Block): Declaration {
    const path = block.path.join(".");
    const kept = this.declared.get(path);
    // Two blocks with the same address are two declarations, and references mean the last one.
    if (kept && kept !== "under way" && kept.block === block) return kept;
    this.declared.set(path, "under way");
    const address = this.prefix + path.replace(/^resource\./, "");
    const repeated = repetition(block.body, this, this.environment.instances);
    const instances = repeated.instances.map(
      ({ suffix, names }) =>
        new ResourceInstance({
          block,
          address: address + suffix,
          root: this.root,
          scope: names.size > 0 ? within(this, names) : this,
          surroundings: () => this.providers.of(block),
        }),
    );
    const declaration = { block, address, repetition: repeated, instances };
    this.declared.set(path, declaration);
    return declaration;
  }

  undeclared(why: string): Value {
    this.environment.refused.add(this.root);
    return this.evaluation.fail(why);
  }

  private onlyWith(names: ReadonlyMap<string, Value>): Scope {
    return within({ evaluation: this.evaluation, functions: this.functions, lookup: () => undefined }, names);
  }
}

/** What all instances of a module have in common. */
const namesIn = perObject(({ resources, data, locals, variables, outputs }: ModuleSource) => ({
  blocks: new Map([resources, data, locals, variables, outputs].flat().map((block) => [block.path.join("."), block])),
  types: new Set(resources.map(({ path }) => path[1] ?? "")),
}));

/** The value of `module.name`: its outputs. */
export class ModuleReference extends ObjectReference {
  constructor(readonly module: ModuleScope) {
    super();
  }

  override get(name: string): Value {
    return this.module.output(name) ?? this.module.undeclared(`${this.module.prefix}${name} is not an output`);
  }
}
