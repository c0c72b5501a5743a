import type { Token } from "../../claims/token";
import type { AccessModel } from "../../model";
import { assumeRole } from "../../policy/assume-role";
import { parseOperator } from "../../policy/condition";
import { type Context, contextOf } from "../../policy/context";
import type { Requester } from "../../policy/requester";
import type { Rule, Violation } from "../../rule";
import { type AnyText, type PartialText, rawText } from "../../text";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { friendsOf } from "./support/github-run";
import { type GithubStatement, githubStatements } from "./support/github-statements";
import { type TrustStatement, trustsOf } from "./support/trusts";

export const statementUndone: Rule = {
  id: "statement-undone",
  area: "trust",
  severity: "error",
  what: "One statement accepts those whom another statement's condition should exclude.",
  why: "Statements are alternatives: meeting one of them is enough, so conditions that belong together restrict nobody when they are in separate statements.",
  fix: "Put all conditions for one principal into one statement.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html",
  *check(model: AccessModel): Generator<Violation> {
    const tokens = githubStatements(model).filter(({ trust }) => trust.allows.length > 1);
    for (const strict of tokens)
      for (const loose of tokens) {
        if (strict.trust !== loose.trust || strict.statement === loose.statement) continue;
        const claim = undoneClaim(strict, loose);
        if (claim === undefined) continue;
        const message = `${placed(strict)} requires ${claim}, but ${loose.label} accepts the same token with another ${claim}.`;
        yield { at: strict.trust.role, message };
      }
    for (const { allows, role } of trustsOf(model))
      for (const strict of allows)
        for (const loose of allows) {
          const key = strict === loose ? undefined : undoneKey(strict, loose);
          if (key === undefined) continue;
          const message = `${placed(strict)} requires ${key}, but ${loose.label} accepts the same principal without it.`;
          yield { at: role, message };
        }
  },
};

function undoneClaim(strict: GithubStatement, loose: GithubStatement): string | undefined {
  const tested = new Set(loose.restrictions.map(({ claim }) => claim));
  const claims = strict.restrictions.filter(({ claim, required }) => required && !tested.has(claim));
  for (const { claim } of claims)
    for (const token of friendsOf(strict)) {
      const other: Token = { ...token, claims: { ...token.claims, [claim]: `another-${claim}` } };
      const inBy = (statement: GithubStatement, one: Token) => ask(statement, one).outcome === "allowed";
      if (inBy(strict, token) && !inBy(strict, other) && inBy(loose, other)) return claim;
    }
  return undefined;
}

/** For AWS principals. */
function undoneKey(strict: TrustStatement, loose: TrustStatement): string | undefined {
  const named = new Set(loose.statement.principals?.members.flatMap(({ type, id }) => (type === "AWS" ? [id] : [])));
  const shared = strict.statement.principals?.members.find(({ type, id }) => type === "AWS" && named.has(id));
  const requester = shared && requesterOf(shared.id);
  if (!requester || strict.statement.principals?.not || loose.statement.principals?.not) return undefined;
  const full = valuesOf(strict);
  const inBy = (one: TrustStatement, context: Context) =>
    assumeRole({ requester, role: { arn: one.trust.role.arn, trust: one.alone }, context }).outcome === "allowed";
  return Object.keys(full).find((key) => {
    const { [key]: _, ...rest } = full;
    return inBy(strict, contextOf(full)) && !inBy(strict, contextOf(rest)) && inBy(loose, contextOf(rest));
  });
}

function requesterOf(id: PartialText): Requester | undefined {
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(rawText(id))?.[1];
  return account === undefined ? undefined : { kind: "account", account };
}

function valuesOf({ statement }: TrustStatement): Record<string, AnyText> {
  const values: Record<string, AnyText> = {};
  for (const {
    key,
    operator,
    values: [value],
  } of statement.conditions)
    if (value !== undefined && !parseOperator(operator)?.name.includes("Not")) values[rawText(key)] = value;
  return values;
}
