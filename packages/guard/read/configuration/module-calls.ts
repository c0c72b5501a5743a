import { MAX_MODULES } from "../../bounds";
import { within } from "../expression/evaluate-for";
import type { Trace } from "../expression/trace";
import { Namespace, type Value } from "../expression/value";
import { sourceOf } from "../modules/installed-modules";
import type { Block, ModuleSource } from "../source/module-source";
import { ModuleReference, ModuleScope } from "./module-scope";
import { type Repetition, referenceTo, repetition } from "./repetition";

export interface ModuleCall {
  readonly block: Block;
  readonly address: string;
  readonly modules: readonly ModuleScope[];
  /** Why it cannot be read. */
  readonly missing?: string;
  /** Where it comes from, as the call says. */
  readonly from: string;
  /** Where its code was found, if it is not in the package of its caller. */
  readonly installed?: InstalledCode;
  /** Why its instances are not known. */
  readonly trace?: Trace;
  readonly repetition?: Repetition;
}

export interface InstalledCode {
  readonly folder: string;
  /** Its source and version, as they were recorded. */
  readonly source: string;
}

/** The modules that one module calls. */
export class ModuleCalls {
  private readonly blocks: ReadonlyMap<string, Block>;
  private readonly calls = new Map<string, ModuleCall | "under way">();

  constructor(private readonly caller: ModuleScope) {
    this.blocks = new Map(caller.source.calls.map((block) => [block.path[1] ?? "", block]));
  }

  all(): ModuleCall[] {
    return this.caller.source.calls.map((block) => this.call(block)).filter((call) => call !== "under way");
  }

  value(name: string): Value {
    const { evaluation, prefix } = this.caller;
    const block = this.blocks.get(name);
    if (!block) return this.caller.undeclared(`there is no module ${name}`);
    const call = this.call(block);
    if (call === "under way") return evaluation.unknown(`${prefix}module.${name} refers to itself`);
    const { missing, modules, repetition } = call;
    if (!repetition) return new Namespace(() => evaluation.unknown(missing ?? "the module is not known"));
    return referenceTo(
      repetition,
      modules.map((module) => new ModuleReference(module)),
    );
  }

  private call(block: Block): ModuleCall | "under way" {
    const name = block.path[1] ?? "";
    const kept = this.calls.get(name);
    if (kept) return kept;
    this.calls.set(name, "under way");
    const call = this.instantiate(block, `${this.caller.prefix}module.${name}`);
    this.calls.set(name, call);
    return call;
  }

  private instantiate(block: Block, address: string): ModuleCall {
    const { caller } = this;
    const { environment } = caller;
    const from = sourceOf(block);
    const { instances } = environment;
    const repeated = repetition(block.body, caller, instances);
    if (repeated.off !== undefined) return { block, address, from, modules: [], repetition: repeated };
    const missing = (why: string): ModuleCall => ({ block, address, from, modules: [], missing: why });
    const place = caller.placeOf(block);
    if ("missing" in place) return missing(`${address} comes from ${from}, ${place.missing}`);
    const folder = environment.folderOf(place.from, place.path);
    const source = environment.modules.get(folder);
    if (!source) {
      const unread = environment.unread.whyOfModule(folder);
      const why = unread === undefined ? "where there are no Terraform files" : `which was not read: ${unread}`;
      const where = place.installed === undefined ? from : `${from}, that is ${folder}`;
      return missing(`${address} comes from ${where}, ${why}`);
    }
    const installed = place.installed === undefined ? undefined : { folder, source: place.installed };
    for (let ancestor: ModuleScope | undefined = caller; ancestor; ancestor = ancestor.parent?.module)
      if (ancestor.source === source) return missing(`${address} calls a module that calls it back`);
    environment.instantiated += repeated.instances.length;
    if (environment.instantiated > MAX_MODULES)
      return missing(`the input has more than ${MAX_MODULES} module instances`);
    if (!instances.take(repeated.instances.length * blocksOf(source))) return missing(instances.why);
    const modules = repeated.instances.map(({ suffix, names }) => {
      const parent = { module: caller, call: block, scope: names.size > 0 ? within(caller, names) : caller };
      return new ModuleScope(environment, source, `${address}${suffix}.`, caller.root, parent);
    });
    return { block, address, from, modules, installed, repetition: repeated, trace: repeated.trace };
  }
}

const blocksOf = ({ resources, data, locals, calls, providers }: ModuleSource): number =>
  [resources, data, locals, calls, providers].reduce((sum, { length }) => sum + length, 0);
