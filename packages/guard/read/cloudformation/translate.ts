import type { Location, Resolved } from "../../model";
import { type CloudResource, lowerName } from "./cloud-resource";
import type { Part } from "./parts/part";
import { referenceTo, TwinResource } from "./twin-resource";
import { type Twin, twinOf } from "./types";

/**
 * A resource of CloudFormation as the resources that the provider hashicorp/aws has for it, so that everything which
 * reads those checks it, too; the first has its address.
 * @returns `undefined` if its type is not one of those that are checked
 */
export function translated(resource: CloudResource): TwinResource[] | undefined {
  const twin = twinOf(resource.type);
  if (!twin) return undefined;
  const whole = wholeOf(resource, twin);
  const parts = (twin.parts?.(resource) ?? []).map((part) => partOf(resource, whole, part));
  return twin.type === "" ? parts : [whole, ...parts];
}

/** A resource that the provider hashicorp/aws has in another form: its properties are its arguments. */
export const untranslated = ({ type, at, surroundings, propertyNames, property }: CloudResource): TwinResource =>
  new TwinResource({ type, at, surroundings, argumentNames: propertyNames, argument: property });

function wholeOf(resource: CloudResource, { type, arguments: args, convert = {} }: Twin): TwinResource {
  const { at, surroundings, namePrefix } = resource;
  const ownName = (argument: string): string => Object.keys(args).find((name) => args[name] === argument) ?? argument;
  const argument = (name: string): Resolved | undefined => {
    const property = ownName(name);
    const found = resource.property(property);
    const change = convert[property];
    return found && change ? { ...found, value: change(found.value) } : found;
  };
  const argumentNames = resource.propertyNames.map(
    (written) => Object.entries(args).find(([name]) => name === written || lowerName(name) === written)?.[1] ?? written,
  );
  return new TwinResource({ type, at, surroundings, namePrefix, argumentNames, argument });
}

function partOf(
  resource: CloudResource,
  whole: TwinResource,
  { type, suffix = "", arguments: args }: Part,
): TwinResource {
  const { at, surroundings } = resource;
  const argument = (name: string): Resolved | undefined => {
    const given = Object.hasOwn(args, name) ? args[name] : undefined;
    return given && "self" in given ? referenceTo(whole, given.self) : given;
  };
  return new TwinResource({
    type,
    at: below(at, suffix),
    surroundings,
    argumentNames: Object.keys(args).filter((name) => args[name] !== undefined),
    argument,
  });
}

const below = (at: Location, suffix: string): Location => ({
  address: at.address + suffix,
  root: at.root,
  file: at.file,
  get line() {
    return at.line;
  },
});
