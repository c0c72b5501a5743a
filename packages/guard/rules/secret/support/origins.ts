import type { AccessModel, Location, NamedValue, Resource } from "../../../model";
import { isText } from "../../../support/json";
import { perObject } from "../../../support/memo";
import { textsIn } from "../../../support/texts";
import { known } from "../../../text";
import { maySpeakOfSecrets, secretsIn } from "./classify";
import { secretAttributes } from "./sensitive-attributes";

/** Address of what a secret comes from: a variable or a local that contains it; in a plan, also a resource whose provider made it. */
export const originOf = (model: AccessModel, { root }: Location, text: string): string | undefined =>
  originsIn(model).get(`${root}\n${text}`);

const originsIn = perObject((model: AccessModel): ReadonlyMap<string, string> => {
  const origins = new Map<string, string>();
  const add = ({ root, address }: Location, text: string): void => {
    const key = `${root}\n${text}`;
    if (!origins.has(key)) origins.set(key, address);
  };
  for (const named of [...model.variables, ...model.locals]) for (const text of textsOf(named)) add(named, text);
  for (const resource of model.resources)
    if (isOfPlan(resource)) for (const text of madeByProvider(resource)) add(resource, text);
  return origins;
});

/** The values of a plan were given from outside or come from AWS; only a configuration shows what is written. */
export const isOfPlan = ({ root, file }: Location): boolean => root === file;

function textsOf(named: NamedValue): string[] {
  const texts = [...textsIn(named.value?.value ?? null, "", nameOf(named), maySpeakOfSecrets)];
  if (isOfPlan(named)) return texts.map(({ text }) => text);
  return texts.flatMap(({ name, text }) => secretsIn(name, text).map((secret) => secret.text));
}

function madeByProvider(resource: Resource): string[] {
  const names = secretAttributes(resource.type);
  if (names.length === 0) return [];
  const written = resource.mode === "data" ? [] : resource.argumentNames;
  return ["id", ...names]
    .filter((name) => !written.includes(name))
    .map((name) => resource.attribute(name).value)
    .flatMap((value) => (isText(value) ? (known(value) ?? []) : []));
}

/** `db_password` of `module.db.var.db_password`. */
export const nameOf = ({ address }: Location): string => address.slice(address.lastIndexOf(".") + 1);
