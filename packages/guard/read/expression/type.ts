import { notEvaluated } from "./rejection";
import { collectionType, isList, isObject, type Value } from "./value";

export type Primitive = "string" | "number" | "bool";

/**
 * The type of a value in Terraform. `"any"`: nothing is known of it, as of an unknown value; `"null"`: that of a null,
 * which has one as well; `"unsure"`: that of a number or boolean, or string, as a null beside it decides.
 */
export type Type =
  | Primitive
  | "any"
  | "unsure"
  | "null"
  | CollectionType
  | { readonly kind: "tuple"; readonly of: readonly Type[] }
  | { readonly kind: "object"; readonly of: Readonly<Record<string, Type>> };

export interface CollectionType {
  readonly kind: "list" | "set" | "map";
  readonly of: Type;
}

export function typeOf(value: Value): Type {
  if (value === null) return "null";
  if (typeof value === "string") return value === "\uFFFC" ? "any" : "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  const collection = collectionType(value);
  if (collection) return collection;
  if (isList(value)) return { kind: "tuple", of: value.map(typeOf) };
  if (!isObject(value)) return "any";
  return { kind: "object", of: record(Object.keys(value).map((key) => [key, typeOf(value[key] as Value)])) };
}

const record = (entries: readonly (readonly [string, Type])[]): Readonly<Record<string, Type>> => {
  const types = Object.create(null) as Record<string, Type>;
  for (const [key, type] of entries) types[key] = type;
  return types;
};

/** Whether some values of the type can be converted: even a collection without elements has a type. */
export function isConvertible(from: Type, to: Type): boolean {
  if ([from, to].some((type) => type === "any" || type === "null" || type === "unsure")) return true;
  if (isCompound(from) || isCompound(to)) return isCompound(from) && isCompound(to);
  return from === to || from === "string" || to === "string";
}

type Compound = Exclude<Type, string>;

export const isCompound = (type: Type): type is Compound => typeof type === "object";

/** `undefined` if that depends on what is not known. */
export function sameType(a: Type, b: Type): boolean | undefined {
  if (!isCompound(a) || !isCompound(b)) {
    if (a === b) return true;
    return [a, b].some((type) => type === "any" || type === "null" || type === "unsure") ? undefined : false;
  }
  if (a.kind !== b.kind) return false;
  const [left, right] = [parts(a), parts(b)];
  if (left.length !== right.length || left.some(([key], at) => key !== right[at]?.[0])) return false;
  const same = left.map(([, type], at) => sameType(type, right[at]?.[1] ?? "any"));
  return same.includes(false) ? false : same.includes(undefined) ? undefined : true;
}

const parts = ({ kind, of }: Compound): (readonly [string, Type])[] =>
  kind === "tuple" || kind === "object"
    ? Object.entries(of as object).sort(([x], [y]) => (x < y ? -1 : 1))
    : [["", of as Type]];

/**
 * The type to which all of the types can be converted, as Terraform finds it; `undefined` if there is none.
 * @see https://github.com/zclconf/go-cty/blob/main/docs/convert.md
 * @throws NotEvaluated
 */
export function unified(types: readonly Type[]): Type | undefined {
  const given = types.filter((type) => type !== "any" && type !== "null");
  const [first] = given;
  if (first === undefined) return "any";
  const compounds = given.filter(isCompound);
  if (compounds.length === 0) {
    if (given.includes("string")) return "string";
    if (given.every((type) => type === first)) return types.includes("null") ? "unsure" : first;
  }
  // Terraform then leaves some values as they are.
  if (compounds.length < given.length)
    return given.length < types.length ? notEvaluated("values of several types, and of one not known") : undefined;
  if (given.length < types.length) return "any";
  return unifiedCompounds(compounds);
}

function unifiedCompounds(types: readonly Compound[]): Type | undefined {
  const kinds = new Set(types.map(({ kind }) => kind));
  const only = (...allowed: Compound["kind"][]) => [...kinds].every((kind) => allowed.includes(kind));
  if (only("object")) return unifiedObjects(types);
  if (only("tuple")) return unifiedTuples(types);
  if (only("map", "object")) return mixed(kinds.size, collection("map", elementTypes(types, "object")));
  if (only("list", "tuple")) return mixed(kinds.size, collection("list", elementTypes(types, "tuple")));
  if (only("set")) return collection("set", elementTypes(types));
  if (only("list", "set", "tuple")) return notEvaluated("lists and sets together");
  return undefined;
}

/** Terraform has other ways to make one of a collection and a structure. */
const mixed = (kinds: number, type: Type | undefined): Type | undefined =>
  type === undefined && kinds > 1 ? notEvaluated("collections of several kinds") : type;

/** Those of the collections, and one for all structures of the given kind. */
function elementTypes(types: readonly Compound[], structure?: "object" | "tuple"): readonly (Type | undefined)[] {
  const of = types.filter(({ kind }) => kind !== structure).map((type) => type.of as Type);
  const structures = types.filter(({ kind }) => kind === structure).flatMap((type) => parts(type).map(([, of]) => of));
  return structures.length > 0 ? [...of, unified(structures)] : of;
}

function collection(kind: CollectionType["kind"], types: readonly (Type | undefined)[]): Type | undefined {
  const of = types.includes(undefined) ? undefined : unified(types as readonly Type[]);
  return of && { kind, of };
}

function unifiedObjects(types: readonly Compound[]): Type | undefined {
  const names = parts(types[0] as Compound).map(([name]) => name);
  const of = attributes(types, names);
  if (!of) return collection("map", [unified(types.flatMap((type) => parts(type).map(([, part]) => part)))]);
  return of === "none" ? undefined : { kind: "object", of };
}

function unifiedTuples(types: readonly Compound[]): Type | undefined {
  const names = parts(types[0] as Compound).map(([name]) => name);
  const of = attributes(types, names);
  if (!of) return collection("list", [unified(types.flatMap((type) => parts(type).map(([, part]) => part)))]);
  return of === "none" ? undefined : { kind: "tuple", of: names.map((_, at) => of[at] as Type) };
}

/** One type for each name; `undefined` if the names differ, `"none"` if the types of one have none in common. */
function attributes(types: readonly Compound[], names: readonly string[]) {
  const members = types.map((type) => type.of as Readonly<Record<string, Type>>);
  if (members.some((of) => Object.keys(of).length !== names.length || names.some((name) => !Object.hasOwn(of, name))))
    return undefined;
  const entries: [string, Type][] = [];
  for (const name of names) {
    const type = unified(members.map((of) => of[name] as Type));
    if (type === undefined) return "none";
    entries.push([name, type]);
  }
  return record(entries);
}
