import { madeOnlyIf } from "../expression/elsewhere";
import type { Scope } from "../expression/evaluate";
import { elementsOf } from "../expression/evaluate-for";
import { isUnknown } from "../expression/value";
import { isGrantingBlock, mayGrantResource } from "./may-grant";
import { dynamicBlocksIn, resolve } from "./resolve";

/** A nested block that is left out. */
export interface OffBlock {
  readonly type: string;
  /** A clause. */
  readonly why: string;
}

/**
 * The dynamic blocks of a resource that make nothing unless a variable is set, although they could grant something.
 * @param type of the resource
 */
export function offBlocks(type: string, body: Readonly<Record<string, unknown>>, scope: Scope): OffBlock[] {
  if (!mayGrantResource(type, body)) return [];
  return dynamicBlocksIn(body).flatMap((block): OffBlock[] => {
    if (!isGrantingBlock(block.type)) return [];
    const { value, trace } = scope.evaluation.traced(() => resolve(block.forEach, scope));
    const why = madeOnlyIf(trace.of("references"));
    if (why === undefined || isUnknown(value) || elementsOf(value)?.length !== 0) return [];
    return [{ type: block.type, why }];
  });
}
