import type { Location, Resolved, Unknown } from "../../model";
import { addTo } from "../../support/add-to";
import { folded } from "../../support/folded";
import { asText } from "../../support/json";
import type { PartialText } from "../../text";
import { isElsewhere, isEmptyText } from "../expression/elsewhere";
import type { ReadResource } from "../resource";

/** What the parts of a model are built from. */
export class Build {
  readonly unknowns: Unknown[] = [];
  private readonly byAddress = new Map<string, ReadResource>();
  private readonly byType = new Map<string, ReadResource[]>();

  constructor(readonly resources: readonly ReadResource[]) {
    for (const resource of resources) {
      this.byAddress.set(`${resource.root}\n${resource.address}`, resource);
      addTo(this.byType, `${resource.mode} ${resource.type}`, resource);
    }
  }

  managed(type: string): readonly ReadResource[] {
    return this.byType.get(`managed ${type}`) ?? [];
  }

  data(type: string): readonly ReadResource[] {
    return this.byType.get(`data ${type}`) ?? [];
  }

  /** Resources that a value refers to. */
  referred(at: Location, resolved: Pick<Resolved, "whys" | "references">): ReadResource[] {
    const found = addressesIn(resolved).map((address) => this.byAddress.get(`${at.root}\n${address}`));
    return [...new Set(found.filter((resource) => resource !== undefined))];
  }

  /** Records that something is unknown that had to be known. */
  unknown(
    at: Location,
    about: Unknown["about"],
    what: string,
    { whys, references }: Pick<Resolved, "whys" | "references">,
    harmless = false,
  ): void {
    const others = whys.filter((why) => !isElsewhere(why));
    const kind = whys.length > 0 && others.length === 0 ? { elsewhere: true } : harmless ? { harmless } : {};
    const why = whyOf({ whys: others.length > 0 ? others : whys, references });
    this.unknowns.push(located(at, { about, what, why, ...kind }));
  }

  /** Records that a list may have more elements if a variable is set. */
  unset(at: Location, about: Unknown["about"], what: string, { unset = [], references }: Resolved): void {
    const whys = unset.filter((why) => !isEmptyText(why));
    if (whys.length > 0) this.unknown(at, about, what, { whys, references });
  }
}

export const whyOf = ({ whys, references }: Pick<Resolved, "whys" | "references">): string => {
  if (whys.length > 0) return whys.join("; ");
  return references.length > 0
    ? `it is built from ${folded(references)}, known only after apply`
    : "the value is not known";
};

/** The line is looked up when it is read: that takes longer than all the rest. */
export function located<T extends object>(at: Location, fields: T): Location & T {
  const { address, root, file } = at;
  return Object.defineProperty({ address, root, file, ...fields }, "line", { get: () => at.line, enumerable: true });
}

/** The text of an attribute that AWS may also set, such as a name or an ARN. */
export const attributeText = (resource: ReadResource, attribute: string): PartialText =>
  asText(resource.attribute(attribute).value);

/** Texts of an argument that is a list, or a single one. */
export const textsOf = (resolved: Resolved | undefined): PartialText[] => [resolved?.value ?? []].flat().map(asText);

/** Addresses of what a value refers to: its references without their attributes. */
export const addressesIn = ({ references }: Pick<Resolved, "references">): string[] =>
  references.map((reference) => reference.slice(0, reference.lastIndexOf(".")));
