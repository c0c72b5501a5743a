import type { Json, Location, PolicyDocument, Resolved, Unknown } from "../../model";
import { type PolicyKind, parsePolicy } from "../../policy/parse";
import { isText } from "../../support/json";
import { asPartial, isKnown, NOTHING_KNOWN } from "../../text";
import { isElsewhere, isEmptyText } from "../expression/elsewhere";
import { partialJson } from "../source/partial-json";
import { type Build, located, whyOf } from "./build";
import { isNarrow } from "./narrow";

/** Reads the policy in an argument, and records what is unknown about it. */
export function readDocument(
  build: Build,
  at: Location,
  argument: string,
  resolved: Resolved,
  [kind, about]: readonly [PolicyKind, Unknown["about"]],
): PolicyDocument {
  const { references } = resolved;
  const text = partialJson(resolved.value);
  const { value, whys } =
    text.problem === undefined ? filled(text.document, resolved) : { ...resolved, value: text.document };
  const { document, cut } = text.problem === undefined ? withoutUnknown(value) : { document: NOTHING_KNOWN, cut: 0 };
  const policy =
    text.problem !== undefined
      ? { statements: [], problems: [{ path: "", message: text.problem }] }
      : document === NOTHING_KNOWN
        ? { statements: [], problems: [] }
        : parsePolicy(document, kind);
  const unknown = cut > 0 || (document === NOTHING_KNOWN && text.problem === undefined);
  const open = unknown || (whys.length > 0 && !(about === "trust" && isUnknownByExternalId(document)));
  const harmless =
    !unknown &&
    about !== "trust" &&
    isNarrow(
      policy.statements,
      whys.filter((why) => !isElsewhere(why)),
    );
  if (open) build.unknown(at, about, argument, { whys, references }, harmless);
  return located(at, {
    ...policy,
    argument,
    document: value,
    complete: !unknown && policy.problems.length === 0,
    whys: unknown && whys.length === 0 ? [whyOf({ whys, references })] : whys,
    references,
  });
}

/**
 * What is empty only because a variable is, unless it is set, is unknown: AWS accepts no empty list or text.
 * @returns also why parts of the document are unknown
 */
function filled(document: Json, { whys, unset = [] }: Resolved): Pick<Resolved, "value" | "whys"> {
  if (unset.length === 0) return { value: document, whys };
  const hasEmptyText = /[:,[]""/.test(JSON.stringify(document));
  return {
    value: withoutEmpty(document),
    whys: [...whys, ...unset.filter((why) => hasEmptyText || !isEmptyText(why))],
  };
}

function withoutEmpty(value: Json): Json {
  if (value === EMPTY || (Array.isArray(value) && value.length === 0)) return NOTHING_KNOWN;
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutEmpty(member)]));
}

const EMPTY = asPartial("");

/** Statements with more than unknown texts are cut out: they cannot be read as statements. */
function withoutUnknown(document: Json): { document: Json; cut: number } {
  const statements = memberOf(document, "Statement");
  if (statements === undefined) return { document, cut: 0 };
  const list = Array.isArray(statements) ? statements : [statements];
  const kept = list.filter(isReadable);
  if (kept.length === list.length) return { document, cut: 0 };
  return kept.length === 0
    ? { document: NOTHING_KNOWN, cut: list.length }
    : { document: { ...(document as object), Statement: kept }, cut: list.length - kept.length };
}

function isReadable(statement: Json): boolean {
  if (statement === NOTHING_KNOWN) return false;
  const effect = memberOf(statement, "Effect");
  if (isText(effect) && !isKnown(effect)) return false;
  const principals = [memberOf(statement, "Principal"), memberOf(statement, "NotPrincipal")];
  const conditions = memberOf(statement, "Condition");
  return [...principals, conditions].every(
    (part) =>
      part !== NOTHING_KNOWN &&
      keysOf(part).every(isKnown) &&
      (part !== conditions || !valuesOf(part).includes(NOTHING_KNOWN)),
  );
}

/** The principals are known, whatever the external id is: partners' providers choose it on apply. */
function isUnknownByExternalId(document: Json): boolean {
  const rest = JSON.stringify(document, (key, value) => (/^sts:externalid$/i.test(key) ? null : value));
  return isKnown(rest);
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const memberOf = (value: Json, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

const keysOf = (value: Json | undefined): string[] => (isObject(value) ? Object.keys(value) : []);

const valuesOf = (value: Json | undefined): Json[] => (isObject(value) ? Object.values(value) : []);
