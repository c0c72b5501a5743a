import type { ActionCatalogue, CatalogueAction } from "../../catalogue/catalogue";
import type { AccessModel, ResourcePolicy } from "../../model";
import { compileActions } from "../../policy/action-list";
import { contextOf } from "../../policy/context";
import { evaluate } from "../../policy/evaluate";
import { compilePolicy } from "../../policy/policy";
import type { Requester } from "../../policy/requester";
import type { Statement } from "../../policy/statement";
import type { CatalogueRule, Violation } from "../../rule";
import { asPartial, known } from "../../text";
import { publishing } from "../trust/support/issuer-documents";
import { actionsOf } from "./support/action-pattern";
import { publicAccessIsBlocked } from "./support/public-access-block";
import { listed } from "./support/quoted";

export const openResource: CatalogueRule = {
  id: "open-resource",
  area: "permission",
  severity: "error",
  what: "The policy of a bucket, key, queue or other resource gives access to anyone with an AWS account.",
  why: "Strangers use the resource with credentials of their own account, so none of your identity policies stops them.",
  fix: "Name the principals by ARN, or require aws:PrincipalOrgID, aws:SourceAccount or aws:SourceArn with StringEquals.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html",
  *check(model, { catalogue }) {
    // Image repositories have a rule of their own.
    for (const policy of model.resourcePolicies) if (policy.service !== "ecr") yield* judge(model, policy, catalogue);
  },
};

const STRANGE_ACCOUNT = "999999999990";
/** A user that no policy is meant for. */
const STRANGER: Requester = { kind: "user", arn: `arn:aws:iam::${STRANGE_ACCOUNT}:user/stranger` };

const EVERYTHING = { not: false, patterns: [asPartial("*")] };
/** What the administrators of the stranger's own account grant. */
const OWN = compilePolicy("its own account", [
  { effect: "Allow", actions: EVERYTHING, resources: EVERYTHING, conditions: [] },
]);

function* judge(model: AccessModel, at: ResourcePolicy, catalogue: ActionCatalogue): Generator<Violation> {
  const documents = at.service === "s3" ? publishing(model, at) : [];
  const open = openActions(
    at,
    at.document.statements.filter((one) => !documents.includes(one)),
    catalogue,
  );
  if (open.length === 0 || (at.service === "s3" && publicAccessIsBlocked(model, at))) return;
  // Websites and downloads are meant to be read by anyone, and webhooks to be called.
  const published = open.every(({ name }) =>
    /^(?:s3:GetObject(?:Version|Tagging)?|lambda:InvokeFunctionUrl)$/.test(name),
  );
  const names = listed(open.map(({ name }) => name));
  const message = `Anyone with an AWS account may use ${names} on ${shownArn(at)}.`;
  yield { at, message, ...(published && { severity: "warning" as const }) };
}

const shownArn = ({ resource, service }: ResourcePolicy): string => known(resource) ?? `this ${service} resource`;

function openActions(
  { resource, service, address }: ResourcePolicy,
  asWritten: readonly Statement[],
  catalogue: ActionCatalogue,
): CatalogueAction[] {
  const statements = asWritten.map(({ resources: _, ...statement }) => statement);
  const policy = compilePolicy(`policy of ${address}`, statements);
  const context = contextOf({ ...asked(asWritten), "kms:CallerAccount": STRANGE_ACCOUNT });
  const lists = asWritten.map(({ actions }) => compileActions(actions));
  // Actions that the same statements match get the same answer.
  const answers = new Map<string, boolean>();
  const isOpen = ({ name: action }: CatalogueAction): boolean => {
    const matching = lists.map(({ matches }) => matches(action.toLowerCase())).join();
    const known = answers.get(matching);
    if (known !== undefined) return known;
    const request = { requester: STRANGER, action, resource, resourceAccount: "999999999991", context };
    const open = evaluate(request, { identity: [OWN], resource: [policy] }).outcome === "allowed";
    answers.set(matching, open);
    return open;
  };
  const granted = asWritten.flatMap(({ effect, actions, principals }) => {
    const everybody = principals?.not || principals?.members.some(({ id }) => known(id) === "*");
    if (effect === "Deny" || !everybody) return [];
    return actions.not
      ? actionsOf(catalogue, `${service}:*`)
      : actions.patterns.flatMap((one) => actionsOf(catalogue, one));
  });
  return [...new Set(granted)].filter((action) => action.name.startsWith(`${service}:`) && isOpen(action));
}

/** What a caller can choose to put into the request, with the values that the policy asks for. */
function asked(statements: readonly Statement[]): Record<string, string> {
  const keys: Record<string, string> = {
    "aws:SecureTransport": "true",
    "aws:SourceIp": "198.51.100.7",
    "aws:MultiFactorAuthPresent": "true",
    "aws:PrincipalOrgID": "o-another0000",
  };
  for (const { effect, conditions } of statements)
    for (const { operator, ...condition } of effect === "Allow" ? conditions : []) {
      const key = known(condition.key) ?? "";
      const [value] = condition.values.map(known);
      if (value !== undefined && CHOSEN.test(key) && !operator.includes("Not"))
        keys[key] = value.replaceAll(/[*?]/g, "x");
    }
  return keys;
}

/** Headers and parameters of a request, tags of the caller's own principal, the service through which a key is used. */
const CHOSEN =
  /^(?:aws:(?:useragent|referer|requestedregion|principaltag\/.*)|kms:(?:viaservice|encryptioncontext:.*)|s3:(?:x-amz-.*|prefix|delimiter|max-keys)|lambda:functionurlauthtype|sns:(?:protocol|endpoint))$/i;
