import { readTerraform } from "../access/read";
import type { Need } from "../constructs/iam/need";
import type { ActionCatalogue } from "../guard/catalogue/catalogue";
import { conditionWords } from "../guard/prove/permitted";
import type { DeclaredNeed, Proof } from "../guard/prove/proof";
import { prove } from "../guard/prove/prove";
import { resolveNeeds } from "../guard/prove/resolve-needs";
import { stackFiles } from "./guard-stacks";
import type { Rendered } from "./json";

/**
 * Proves of each stack by itself that everybody may do what the stack gives on purpose, and nothing more.
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
    const model = await readTerraform(stackFiles(new Map([[stack, text]])));
    const declared = resolveNeeds(model, `terraform/aws/${stack}`, (needs.get(stack) ?? []).flatMap(declaredNeeds));
    proofs.set(stack, prove(model, catalogue, declared));
  }
  return proofs;
}

const declaredNeeds = ({ principal, grants }: Need): DeclaredNeed[] =>
  grants.flatMap(({ actions, resources, conditions = [], why }) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({ principal, action, resource, when: conditions.map(conditionWords), why })),
    ),
  );
