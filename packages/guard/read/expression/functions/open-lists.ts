import { UNKNOWN } from "../../../text";
import { converted } from "../convert";
import { mapOpen, openElements, openList, unsure } from "../open-list";
import { isList, isTorn, isUnknown, OpenList, type Value } from "../value";
import type { TerraformFunction } from ".";
import { isTuple, text } from "./arguments";
import { flatten } from "./collections";
import { format } from "./format";

const joined = (lists: readonly Value[]): Value => openList(lists.flatMap(openElements));

/** The same elements: neither their order nor how often they are there is known. */
const asOpen: TerraformFunction = ([list]) => unsure(list ?? null);

/** What functions make of arguments of which at least one is unknown; other functions make an unknown value of them. */
export const OPEN_LISTS: Readonly<Record<string, TerraformFunction>> = Object.assign(Object.create(null), {
  coalescelist: ([first]: readonly Value[]) =>
    first instanceof OpenList && !first.elements.every(isTorn) ? unsure(first) : UNKNOWN,
  compact: ([list]: readonly Value[]) => compact(list ?? null),
  // With a tuple among them, all elements stay as they are.
  concat: (lists: readonly Value[]) => (lists.some(isTuple) ? joined(lists) : unsure(joined(lists))),
  distinct: asOpen,
  flatten: ([list]: readonly Value[]) => openList(openElements(flatten(openElements(list ?? null)))),
  formatlist: ([pattern, ...args]: readonly Value[]) => formatList(pattern ?? null, args),
  reverse: asOpen,
  setunion: (sets: readonly Value[]) => unsure(joined(sets)),
  sort: asOpen,
  tolist: asOpen,
  toset: asOpen,
});

/** Texts without the empty ones, which an unknown text may be. */
const compact = (list: Value): Value =>
  openList(
    openElements(list)
      .map((element) => (element === null ? null : converted(element, "string")))
      .filter((element) => element !== null && element !== ""),
  );

/** Of several lists, those elements stand together that have the same index, which those of an open list do not have. */
function formatList(pattern: Value, args: readonly Value[]): Value {
  const [only, ...others] = args.filter((arg) => isList(arg) || isUnknown(arg));
  if (isTorn(pattern) || only === undefined || others.length > 0) return UNKNOWN;
  return mapOpen(only, (element) =>
    format(
      text(pattern),
      args.map((arg) => (arg === only ? element : arg)),
    ),
  );
}
