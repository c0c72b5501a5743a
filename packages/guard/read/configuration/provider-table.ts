import type { Block } from "../source/module-source";
import type { ModuleScope } from "./module-scope";
import { type Surroundings, surroundings, UNKNOWN_SURROUNDINGS } from "./provider";
import { resolveArgument } from "./resolve";

/** The provider configurations that a module sees. @see https://developer.hashicorp.com/terraform/language/modules/develop/providers */
export class ProviderTable {
  private readonly found = new Map<string, Surroundings>();

  constructor(private readonly module: ModuleScope) {}

  /** Of a resource, by its `provider` argument or its type. */
  of({ path, body }: Block): Surroundings {
    const written = typeof body.provider === "string" ? body.provider.replace(/^\$\{(.*)\}$/, "$1") : undefined;
    return this.named(written ?? (path[1] ?? "").split("_")[0] ?? "");
  }

  /** @param name `aws`, or `aws.alias` */
  private named(name: string): Surroundings {
    const kept = this.found.get(name);
    if (kept) return kept;
    // A provider whose arguments refer to the provider itself finds this while they are evaluated.
    this.found.set(name, UNKNOWN_SURROUNDINGS);
    const result = this.find(name);
    this.found.set(name, result);
    return result;
  }

  private find(name: string): Surroundings {
    const { source, evaluation, parent } = this.module;
    const [local, alias] = name.split(".");
    const block = source.providers.find(({ path, body }) => path[1] === local && (body.alias ?? undefined) === alias);
    if (block)
      return surroundings(
        (argument) =>
          evaluation.traced(() => resolveArgument(block.body, argument, this.module) ?? null).value ?? undefined,
      );
    if (!parent) return UNKNOWN_SURROUNDINGS;
    const passed = parent.call.body.providers;
    const mapped =
      typeof passed === "object" && passed !== null && Object.hasOwn(passed, name)
        ? (passed as Record<string, unknown>)[name]
        : undefined;
    const outer =
      typeof mapped === "string" ? mapped.replace(/^\$\{(.*)\}$/, "$1") : alias === undefined ? name : undefined;
    return outer === undefined ? UNKNOWN_SURROUNDINGS : parent.module.providers.named(outer);
  }
}
