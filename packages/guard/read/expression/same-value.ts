import { sameType, typeOf } from "./type";
import { canonical, isList, isObject, isWhollyKnown, type Value } from "./value";

/** Values of different types are never equal; `undefined` if it depends on what is not known, as the type of a null. */
export function sameValue(left: Value, right: Value): boolean | undefined {
  if (left === null && right === null) return true;
  if (!isWhollyKnown(left) || !isWhollyKnown(right)) return undefined;
  if (left === null || right === null) return false;
  const same = sameType(typeOf(left), typeOf(right));
  if (same === false || canonical(left) === canonical(right)) return same;
  return hasNull(left) || hasNull(right) ? undefined : false;
}

const hasNull = (value: Value): boolean =>
  value === null || (isList(value) ? value.some(hasNull) : isObject(value) && Object.values(value).some(hasNull));
