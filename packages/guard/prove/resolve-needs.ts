import type { AccessModel } from "../model";
import { resourceAt } from "../support/resources";
import type { DeclaredNeed } from "./proof";

/**
 * Replaces the references in needs by values: needs are declared where Terraform's references are not yet resolved.
 * @param root folder of the root module, to which the references belong
 */
export function resolveNeeds(model: AccessModel, root: string, needs: readonly DeclaredNeed[]): DeclaredNeed[] {
  const resolved = (text: string) =>
    text.replace(/\$\{([\w-]+(?:\.[\w-]+)+)\}/g, (whole, reference: string) => textAt(model, root, reference) ?? whole);
  return needs.map(({ principal, action, resource, when, why }) => ({
    principal: resolved(principal),
    action,
    resource: resolved(resource),
    ...(when && { when: when.map(resolved) }),
    why,
  }));
}

function textAt(model: AccessModel, root: string, reference: string): string | undefined {
  const at = reference.lastIndexOf(".");
  if (reference.startsWith("var.")) {
    const variable = model.variables.find((one) => one.root === root && one.address === reference);
    return variable?.value && String(variable.value.value);
  }
  const resource = resourceAt(model, { root }, reference.slice(0, at));
  return resource && String(resource.attribute(reference.slice(at + 1)).value);
}
