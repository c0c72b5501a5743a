import type { Json, Location, Resolved } from "../../model";
import type { Surroundings } from "../configuration/provider";

/**
 * A resource with the type and the properties that CloudFormation has for it: of a template, of Cloud Control, or of the
 * provider awscc, which writes their names in lower case.
 */
export interface CloudResource {
  readonly at: Location;
  /** `AWS::IAM::Role` */
  readonly type: string;
  readonly surroundings: Surroundings;
  /** As they are written. */
  readonly propertyNames: readonly string[];
  /** @param name CloudFormation's; `undefined` where it is not set */
  property(name: string): Resolved | undefined;
  /** What begins the name that AWS makes up where none is written. @default nothing */
  readonly namePrefix?: string;
}

/** `AssumeRolePolicyDocument` as the provider awscc writes it: `assume_role_policy_document`. */
export const lowerName = (name: string): string =>
  name
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase();

/** A member of a property, however its name is written. */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const members = value as Readonly<Record<string, Json>>;
  const key = [name, lowerName(name)].find((one) => Object.hasOwn(members, one));
  return key === undefined ? undefined : members[key];
}
