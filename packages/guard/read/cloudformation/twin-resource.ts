import type { Location, Resolved } from "../../model";
import { asPartial, NOTHING_KNOWN, partialText } from "../../text";
import { computed } from "../configuration/computed";
import type { Surroundings } from "../configuration/provider";
import type { Value } from "../expression/value";
import type { ReadResource } from "../resource";

export interface TwinResourceProps {
  readonly type: string;
  readonly at: Location;
  readonly surroundings: Surroundings;
  readonly argumentNames: readonly string[];
  /** @returns `undefined` where it is not set */
  readonly argument: (name: string) => Resolved | undefined;
  /** Begins the name that AWS makes up where none is written. */
  readonly namePrefix?: string;
}

/** A resource of CloudFormation in the form of the one that the provider hashicorp/aws has for it. */
export class TwinResource implements ReadResource {
  readonly mode = "managed";
  readonly type: string;
  readonly address: string;
  readonly root: string;
  readonly file: string;
  readonly surroundings: Surroundings;
  readonly argumentNames: readonly string[];

  constructor(private readonly props: TwinResourceProps) {
    ({ type: this.type, surroundings: this.surroundings, argumentNames: this.argumentNames } = props);
    ({ address: this.address, root: this.root, file: this.file } = props.at);
  }

  get line(): number | undefined {
    return this.props.at.line;
  }

  argument(name: string): Resolved | undefined {
    return this.props.argument(name);
  }

  attribute(name: string): Resolved {
    const used: Resolved[] = [];
    const written = (argument: string): Value | undefined => {
      const found = this.argument(argument) ?? this.prefix(argument);
      if (found) used.push(found);
      return found?.value as unknown as Value | undefined;
    };
    const { type, mode, surroundings } = this;
    const value = computed({ type, mode, surroundings, argument: written }, name);
    if (value === undefined) return this.argument(name) ?? this.later(name);
    return {
      value: value as unknown as Resolved["value"],
      whys: [...new Set(used.flatMap(({ whys }) => whys))],
      references: [...new Set(used.flatMap(({ references }) => references))],
    };
  }

  private prefix(argument: string): Resolved | undefined {
    const { namePrefix } = this.props;
    if (namePrefix === undefined || !argument.endsWith("_prefix")) return undefined;
    return { value: asPartial(namePrefix), whys: [], references: [] };
  }

  private later(name: string): Resolved {
    const why = `${this.address}.${name} is known only after apply`;
    return { value: NOTHING_KNOWN, whys: [why], references: [] };
  }
}

/** The value of an attribute of a resource, as a reference to it. */
export const referenceTo = (resource: TwinResource, attribute: string): Resolved => {
  const { value, whys, references } = resource.attribute(attribute);
  return { value, whys, references: [...references, String(partialText`${resource.address}.${attribute}`)] };
};
