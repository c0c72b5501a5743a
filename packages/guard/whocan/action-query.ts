import { type AccessModel, type Identity, permissionsOf, type ResourcePolicy } from "../model";
import { contextOf } from "../policy/context";
import { evaluate } from "../policy/evaluate";
import type { Decision, Policies } from "../policy/request";
import type { Requester } from "../policy/requester";
import { sameText } from "../policy/wildcard";
import { UNKNOWN } from "../text";
import { best, type Entry, entryOf } from "./entry";
import { compiled, documentOf, policiesOf } from "./identity-policies";
import type { ActionQuery } from "./question";

/** Whether an identity may use the action, by its own policies and the declared policies of the resource. */
export function grantsAction(model: AccessModel, identity: Identity, { action, resource }: ActionQuery): Entry {
  const resources = resource === undefined ? resourcesOf(identity, action) : [resource];
  const { outcome, because } = best(resources.map((one) => entryOf(decide(model, identity, action, one))));
  return {
    outcome,
    because: resource === undefined ? because.map((text) => text.replace(" on <unknown>", "")) : because,
  };
}

function decide(model: AccessModel, identity: Identity, action: string, resource: string): Decision {
  const requester: Requester = { kind: identity.kind === "user" ? "user" : "role", arn: identity.arn };
  const own = model.resourcePolicies.filter((policy) => protects(policy, action, resource));
  const policies: Policies = {
    ...policiesOf(identity),
    ...(own.length > 0 && { resource: own.flatMap(({ document }) => compiled(document)) }),
    resourceMustAllow: own.length > 0 && /^kms:/i.test(action),
  };
  return evaluate({ requester, action, resource, context: ANY_CALL }, policies);
}

/** Only the caller is known: every condition key may have any value. */
const ANY_CALL = contextOf({}, () => true);

function protects({ resource: protectedArn, service }: ResourcePolicy, action: string, resource: string): boolean {
  if (!action.toLowerCase().startsWith(`${service}:`)) return false;
  return sameText(protectedArn, resource) === true || resource.startsWith(`${protectedArn}/`);
}

/** The resources of the statements that allow the action; UNKNOWN if they name none that is known. */
function resourcesOf(identity: Identity, action: string): string[] {
  const folded = action.toLowerCase();
  const found = permissionsOf(identity).flatMap((grant) => {
    const document = documentOf(grant);
    const [policy] = document ? compiled(document) : [];
    if (!document || !policy) return [UNKNOWN];
    const allows = policy.concerning(folded).allows.filter((statement) => statement.action.matches(folded) !== false);
    return allows.flatMap(({ index }) => {
      const { not = true, patterns = [] } = document.statements[index]?.resources ?? {};
      return not ? [UNKNOWN] : patterns;
    });
  });
  return found.length > 0 ? [...new Set(found)] : [UNKNOWN];
}
