import { perObject } from "../../support/memo";
import type { Block, ModuleSource } from "../source/module-source";
import type { ModuleScope } from "./module-scope";

/** Whether a block is a policy document that nothing takes but an output: of the root, if need be through other modules. */
export function isUnattached({ path }: Block, module: ModuleScope): boolean {
  const [mode, type, name = ""] = path;
  if (mode !== "data" || type !== "aws_iam_policy_document") return false;
  const { taken, passedOn } = usesIn(module.source);
  return !taken.has(name) && (!module.parent || isOfRoot(passedOn.get(name) ?? [], module));
}

/** @param outputs of the module */
function isOfRoot(outputs: readonly string[], { parent }: ModuleScope): boolean {
  if (!parent) return outputs.length > 0;
  const { taken, passedOn } = usesIn(parent.module.source);
  return outputs.some((output) => {
    const references = [`${parent.call.path[1]}`, `${parent.call.path[1]}.${output}`];
    const further = references.flatMap((one) => passedOn.get(one) ?? []);
    return !references.some((one) => taken.has(one)) && isOfRoot(further, parent.module);
  });
}

interface Uses {
  /** Documents (`name`) and outputs of called modules (`call.output`, or `call` for all) that something takes. */
  readonly taken: ReadonlySet<string>;
  /** The outputs that take them, by document or output. */
  readonly passedOn: ReadonlyMap<string, readonly string[]>;
}

const usesIn = perObject(({ resources, data, locals, calls, providers, outputs }: ModuleSource): Uses => {
  const passedOn = new Map<string, string[]>();
  for (const { path, body } of outputs)
    for (const used of referencesIn(body)) {
      const others = passedOn.get(used);
      if (others) others.push(path[1] ?? "");
      else passedOn.set(used, [path[1] ?? ""]);
    }
  return {
    taken: new Set([resources, data, locals, calls, providers].flat().flatMap(({ body }) => referencesIn(body))),
    passedOn,
  };
});

const referencesIn = (body: unknown): string[] =>
  Array.from(
    JSON.stringify(body).matchAll(REFERENCE),
    ([, document, call, output]) => document ?? (output === undefined ? `${call}` : `${call}.${output}`),
  );

const REFERENCE = /\baws_iam_policy_document\.([\w-]+)|\bmodule\.([\w-]+)(?:\[[^\]]{0,200}\])?(?:\.([\w-]+))?/g;
