import type { AccessModel } from "../model";
import { resourceAt } from "../support/resources";
import { type AnyText, asPartial, rawText } from "../text";
import type { DeclaredNeed } from "./proof";

/**
 * Replaces the references in needs by values: needs are declared where Terraform's references are not yet resolved.
 * @param root folder of the root module, to which the references belong
 */
export function resolveNeeds(model: AccessModel, root: string, needs: readonly DeclaredNeed[]): DeclaredNeed[] {
  const filled = (text: string) =>
    text.replace(/\$\{([\w-]+(?:\.[\w-]+)+)\}/g, (whole, reference: string) => textAt(model, root, reference) ?? whole);
  const resolved = (text: AnyText) => asPartial(filled(rawText(text)));
  return needs.map(({ principal, action, resource, when, why }) => ({
    principal: resolved(principal),
    action,
    resource: resolved(resource),
    ...(when && { when: when.map(filled) }),
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
