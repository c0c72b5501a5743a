import { distance } from "fastest-levenshtein";
import type { AccessModel, Identity } from "../../../model";
import { sameText } from "../../../policy/wildcard";
import { isKnown, known, readable, UNKNOWN } from "../../../text";

/** The role that a workflow names. */
export type Target =
  | { readonly kind: "role"; readonly role: Identity }
  /** It is known only in the run, or its Terraform was not read. */
  | { readonly kind: "unknown" }
  | { readonly kind: "invalid" }
  | { readonly kind: "missing"; readonly likely?: Identity };

const ARN = new RegExp(`^arn:aws[\\w-]*:iam::(?:\\d{12}|\\d*${UNKNOWN}\\d*):role/[\\w+=,.@/-]+$`);

export function targetOf(model: AccessModel, text: string): Target {
  const name = text.slice(text.lastIndexOf("/") + 1);
  // An expression may stand for the whole ARN.
  if (!isKnown(name) || (!isKnown(text) && !text.startsWith("arn:"))) return { kind: "unknown" };
  if (!ARN.test(text)) return isKnown(text) || !text.startsWith("arn:aws") ? { kind: "invalid" } : { kind: "unknown" };
  const roles = model.identities.filter(({ kind }) => kind === "role");
  const named = roles.filter((role) => known(role.name) === name && sameText(role.arn, text) !== false);
  const role = named.find(({ declared }) => declared) ?? named[0];
  if (role) return { kind: "role", role };
  if (roles.some((one) => !isKnown(one.name)) || model.unknowns.some(({ about }) => ROLE_SOURCES.has(about)))
    return { kind: "unknown" };
  return { kind: "missing", likely: likely(roles, text, name) };
}

/** Parts of the Terraform that may declare roles. */
const ROLE_SOURCES = new Set(["identity", "instances", "module", "template"]);

/** Letters by which a misspelled ARN differs. */
const MAX_TYPO = 2;

function likely(roles: readonly Identity[], text: string, name: string): Identity | undefined {
  const elsewhere = roles.find((role) => known(role.name) === name);
  if (elsewhere) return elsewhere;
  const near = roles.filter(
    (role) => distance(readable(role.arn), text) <= MAX_TYPO || known(role.name)?.toLowerCase() === name.toLowerCase(),
  );
  return near.sort((a, b) => distance(readable(a.arn), text) - distance(readable(b.arn), text))[0];
}
