import type { Need } from "@openhands-aws/constructs/iam";
import {
  type ActionCatalogue,
  conditionWords,
  type DeclaredNeed,
  type Proof,
  prove,
  resolveNeeds,
} from "@openhands-aws/guard";
import type { Rendered } from "../render/json";
import { stackFolder, stackModel } from "./stack-findings";

/**
 * Proves for each stack on its own that every principal may do what the stack grants on purpose, and nothing more.
 * @param needs of each stack, by its name
 * @param catalogue of all services
 */
export async function proveStacks(
  stacks: Rendered,
  needs: ReadonlyMap<string, readonly Need[]>,
  catalogue: ActionCatalogue,
): Promise<Map<string, Proof>> {
  const proofs = new Map<string, Proof>();
  for (const [stack, text] of stacks) {
    const model = await stackModel(new Map([[stack, text]]));
    const declared = resolveNeeds(model, stackFolder(stack), (needs.get(stack) ?? []).flatMap(asDeclared));
    proofs.set(stack, prove(model, catalogue, declared));
  }
  return proofs;
}

const asDeclared = ({ principal, grants }: Need): DeclaredNeed[] =>
  grants.flatMap(({ actions, resources, conditions = [], why }) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({ principal, action, resource, when: conditions.map(conditionWords), why })),
    ),
  );
