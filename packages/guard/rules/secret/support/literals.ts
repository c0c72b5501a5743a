import type { AccessModel, Json, Location } from "../../../model";
import { textsIn } from "../../../support/texts";
import { maySpeakOfSecrets, type Secret, secretsIn } from "./classify";
import { masked } from "./formats";
import { originOf } from "./origins";

/** A secret that is written where it was found. */
export interface Literal {
  /** `environment[0].variables.TOKEN`, safe to show. */
  readonly path: string;
  readonly secret: Secret;
}

/** A value in which literals are looked for. */
export interface SearchedValue {
  readonly at: Location;
  readonly argument: string;
  /** The name of the value. @default the argument */
  readonly name?: string;
  readonly value: Json;
}

/** The secrets that are written in this place, not those that it only refers to. */
export const literalsOf = (model: AccessModel, { at, argument, name, value }: SearchedValue): Literal[] =>
  literalsIn(value, argument, name).filter(
    ({ secret }) => (originOf(model, at, secret.text) ?? at.address) === at.address,
  );

/** Each secret once. */
export function literalsIn(value: Json, path: string, name = path): Literal[] {
  const found = new Map<string, Literal>();
  for (const text of textsIn(value, path, name, maySpeakOfSecrets))
    for (const secret of secretsIn(text.name, text.text))
      if (!found.has(secret.text))
        found.set(secret.text, { path: text.path.replaceAll(secret.text, masked(secret.text)), secret });
  return [...found.values()];
}
