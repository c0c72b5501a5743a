import type { TerraformElement } from "cdktf";

/**
 * Gives an element its Terraform address, `<type>.<label>`. The address is a contract: an element that moves in the
 * construct tree must not be destroyed and created again. Call it right after `new`: once an attribute has been read,
 * CDKTF silently ignores it.
 */
export function pinned<Element extends TerraformElement>(element: Element, label: string): Element {
  element.overrideLogicalId(label);
  return element;
}
