import type { ResourcePolicy } from "../../model";
import { type Context, contextOf, UNKNOWN_CONTEXT } from "../../policy/context";
import { evaluate } from "../../policy/evaluate";
import { compilePolicy } from "../../policy/policy";
import type { Requester } from "../../policy/requester";
import type { Statement } from "../../policy/statement";
import type { Rule, Violation } from "../../rule";
import { asPartial, known, rawText } from "../../text";

export const openRepository: Rule = {
  id: "open-repository",
  area: "registry",
  severity: "error",
  what: "A repository's policy gives access to other accounts.",
  why: "Anyone who can push can replace what runs; anyone who can pull can read everything that was built into the image.",
  fix: "Name the accounts, roles or organization (aws:PrincipalOrgID) that need access, and let them pull only.",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
  *check(model) {
    for (const policy of model.resourcePolicies) if (policy.service === "ecr") yield* judge(policy);
  },
};

const PUSH = "ecr:PutImage";
const PULL = "ecr:BatchGetImage";
/** A user of an account that no policy is meant for, nor its organization. */
const STRANGER: Requester = { kind: "user", arn: "arn:aws:iam::999999999990:user/stranger" };

function* judge(at: ResourcePolicy): Generator<Violation> {
  const policy = compilePolicy(`policy of ${at.address}`, at.document.statements.map(withoutResource));
  const outcome = (requester: Requester, action: string, context: Context) =>
    evaluate(
      { requester, action, resource: at.resource, resourceAccount: "999999999991", context },
      { identity: [ALL], resource: [policy] },
    ).outcome;
  const open = [PUSH, PULL].filter(
    (action) => outcome(STRANGER, action, contextOf({ "aws:SecureTransport": "true" })) === "allowed",
  );
  if (open.length > 0) {
    yield { at, message: `Anyone with an AWS account may ${inWords(open)}.` };
    return;
  }
  for (const [name, requester] of othersIn(at)) {
    const granted = [PUSH, PULL].filter((action) => outcome(requester, action, UNKNOWN_CONTEXT) !== "denied");
    const severity = granted.includes(PUSH) ? "warning" : "info";
    if (granted.length > 0)
      yield { at, message: `The principal ${name} of another account may ${inWords(granted)}.`, severity };
  }
}

const EVERYTHING = { not: false, patterns: [asPartial("*")] };
/** What the administrators of another account can grant to their own users. */
const ALL = compilePolicy("its own account", [
  { effect: "Allow", actions: EVERYTHING, resources: EVERYTHING, conditions: [] },
]);

/** Any repository is meant; only the policy of a whole registry says which one. */
const withoutResource = ({ resources: _, ...statement }: Statement): Statement => statement;

const WORDS: Readonly<Record<string, string>> = { [PUSH]: `push images (${PUSH})`, [PULL]: `pull images (${PULL})` };
const inWords = (actions: readonly string[]): string => actions.map((action) => WORDS[action]).join(" and ");

const accountOf = (arn: string): string | undefined => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];

/** Principals of other accounts that the policy names. */
function othersIn({ document, resource }: ResourcePolicy): Map<string, Requester> {
  const own = accountOf(rawText(resource));
  const found = new Map<string, Requester>();
  for (const { effect, principals } of document.statements)
    for (const member of effect === "Allow" && principals && !principals.not ? principals.members : []) {
      const id = known(member.id);
      if (member.type !== "AWS" || id === undefined) continue;
      const account = /^\d{12}$/.test(id) ? id : accountOf(id);
      if (own === undefined || account === undefined || account === own) continue;
      if (/:role\//.test(id)) found.set(id, { kind: "role", arn: id });
      else if (/:user\//.test(id)) found.set(id, { kind: "user", arn: id });
      else found.set(id, { kind: "account", account });
    }
  return found;
}
