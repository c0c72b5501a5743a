import { type AttachedPolicy, type Identity, permissionsOf } from "../model";
import { shown } from "../policy/context";
import type { Patterns, Statement } from "../policy/statement";
import { type AnyText, readable } from "../text";
import { documentOf } from "./identity-policies";

/** Every statement of an identity, and its limits: `Allow s3:GetObject on arn:aws:s3:::data/* (aws_iam_policy.s3, statement 0)`. */
export function permissionsInWords(identity: Identity): string[] {
  const { boundary, declared, givenTo = [] } = identity;
  const name = readable(identity.name);
  return [
    ...permissionsOf(identity).flatMap(grantInWords),
    ...(boundary ? [`Everything is limited by the permissions boundary ${plain(boundary.arn)}`] : []),
    ...(declared ? [] : [`Whatever the policies of ${name} allow that are not in the input`]),
    ...givenTo.map(
      ({ address }) => `Whatever the policies allow that ${address}, which was not read, may attach to it`,
    ),
  ];
}

function grantInWords(grant: AttachedPolicy): string[] {
  const document = documentOf(grant);
  if (!document)
    return grant.kind === "managed" ? [`Whatever ${plain(grant.arn)} allows, which is not in the input`] : [];
  const { address, statements, complete, whys } = document;
  const words = statements.map(
    (statement, index) => `${statementInWords(statement)} (${address}, ${label(statement, index)})`,
  );
  if (!complete)
    words.push(`Whatever the unknown part of ${address} allows${whys.length > 0 ? `: ${whys.join("; ")}` : ""}`);
  return words;
}

const label = ({ sid }: Statement, index: number): string =>
  sid === undefined ? `statement ${index}` : `statement ${JSON.stringify(readable(sid))}`;

export function statementInWords({ effect, actions, resources, conditions }: Statement): string {
  const where = resources ? ` on ${patternsInWords(resources)}` : "";
  const held = conditions.map(
    ({ operator, key, values }) => `${operator} ${plain(key)} ${values.map(shown).join(" or ")}`,
  );
  return `${effect} ${patternsInWords(actions)}${where}${held.length > 0 ? ` if ${held.join(" and ")}` : ""}`;
}

const patternsInWords = ({ not, patterns }: Patterns): string =>
  `${not ? "everything except " : ""}${patterns.map(plain).join(", ")}`;

const plain = (text: AnyText): string => shown(text).slice(1, -1);
