import { type AccessModel, type Identity, permissionsOf, type ResourcePolicy } from "../model";
import { type Context, contextOf } from "../policy/context";
import { evaluate } from "../policy/evaluate";
import type { Policies } from "../policy/request";
import type { Requester } from "../policy/requester";
import { or, type Ternary } from "../policy/ternary";
import { sameText, textMatcher } from "../policy/wildcard";
import { type AnyText, isKnown, lowerCase, NOTHING_KNOWN, type PartialText, partialText, readable } from "../text";
import { best, type Entry, entryOf } from "./entry";
import { compiled, documentOf, policiesOf } from "./identity-policies";
import type { ActionQuery } from "./question";

/**
 * Whether an identity may use the action, by its own policies and the declared policies of the resource.
 * @param context of the call; by default, every condition key may have any value
 */
export function grantsAction(
  model: AccessModel,
  identity: Identity,
  { action, resource }: Omit<ActionQuery, "resource"> & { readonly resource?: AnyText },
  context: Context = ANY_CALL,
): Entry {
  const resources = resource === undefined ? resourcesOf(identity, action) : [resource];
  const { outcome, because } = best(resources.map((one) => decide(model, identity, action, one, context)));
  return {
    outcome,
    because: resource === undefined ? because.map((text) => text.replace(" on <unknown>", "")) : because,
  };
}

function decide(
  { resourcePolicies }: AccessModel,
  identity: Identity,
  action: string,
  resource: AnyText,
  context: Context,
): Entry {
  const sure = resourcePolicies.filter((policy) => protects(policy, action, resource) === true);
  const entry = decideWith(identity, action, resource, sure, context);
  // Which resource a policy protects may be unknown; of an unknown resource is asked what its own permissions say.
  const possible = isKnown(resource)
    ? resourcePolicies.filter((policy) => protects(policy, action, resource) !== false)
    : sure;
  if (possible.length === sure.length) return entry;
  const other = decideWith(identity, action, resource, possible, context);
  if (other.outcome === entry.outcome) return entry;
  const because = possible
    .filter((policy) => !sure.includes(policy))
    .map(({ address }) => `whether ${address} protects ${readable(resource)} is not known`);
  return { outcome: "unknown", because };
}

function decideWith(
  identity: Identity,
  action: string,
  resource: AnyText,
  own: readonly ResourcePolicy[],
  context: Context,
): Entry {
  const requester: Requester = { kind: identity.kind === "user" ? "user" : "role", arn: identity.arn };
  const policies: Policies = {
    ...policiesOf(identity),
    ...(own.length > 0 && { resource: own.flatMap(({ document }) => compiled(document)) }),
    resourceMustAllow: own.length > 0 && /^kms:/i.test(action),
  };
  return entryOf(evaluate({ requester, action, resource, context }, policies));
}

/** Only the caller is known: every condition key may have any value. */
const ANY_CALL = contextOf({}, () => true);

function protects({ resource: protectedArn, service }: ResourcePolicy, action: string, resource: AnyText): Ternary {
  if (!action.toLowerCase().startsWith(`${service}:`)) return false;
  const inside = textMatcher(partialText`${protectedArn}/*`, true)(resource);
  return or(sameText(protectedArn, resource), inside);
}

/** The resources of the statements that allow the action; UNKNOWN if they name none that is known. */
function resourcesOf(identity: Identity, action: string): PartialText[] {
  const folded = lowerCase(action);
  const found = permissionsOf(identity).flatMap((grant) => {
    const document = documentOf(grant);
    const [policy] = document ? compiled(document) : [];
    if (!document || !policy) return [NOTHING_KNOWN];
    const allows = policy.concerning(folded).allows.filter((statement) => statement.action.matches(folded) !== false);
    return allows.flatMap(({ index }) => {
      const { not = true, patterns = [] } = document.statements[index]?.resources ?? {};
      return not ? [NOTHING_KNOWN] : patterns;
    });
  });
  return found.length > 0 ? [...new Set(found)] : [NOTHING_KNOWN];
}
