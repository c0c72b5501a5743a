import { once } from "../support/memo";
import { asPartial, lowerCase, type PartialText, rawText } from "../text";
import { arnComponents, sameAccount } from "./arn";
import { joined } from "./context";
import { explain } from "./explain";
import { type Asked, allowed, allowedBy, applies, type Layer, type Layers, layer } from "./layer";
import type { Decision, Policies, Request } from "./request";
import { requesterAccount, requesterContext } from "./requester";
import { and, any, or, type Ternary } from "./ternary";
import { isAlwaysAllowed, needsNoAllow, withoutPermission } from "./unpermitted";

/**
 * Decides as AWS does. Never throws.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function evaluate(request: Request, policies: Policies): Decision {
  if (isAlwaysAllowed(request)) return withoutPermission(request);
  const { requester } = request;
  const account = requesterAccount(requester);
  const implied = once(() => requesterContext(requester));
  const asked: Asked = {
    requester,
    resource: asPartial(rawText(request.resource)),
    action: lowerCase(request.action),
    context: joined(request.context, { get: (key) => implied().get(key) }),
    bounded: policies.boundary !== undefined,
  };
  const { identity = [], boundary, session } = account === undefined ? {} : policies;
  const layers: Layers = {
    identity: account === undefined ? undefined : layer("identity", identity, asked),
    boundary: boundary && layer("identity", [boundary], asked),
    session: session && layer("identity", session, asked),
    resource: policies.resource && layer("resource", policies.resource, asked),
  };

  let denied: Ternary = false;
  for (const one of [layers.identity, layers.boundary, layers.session, layers.resource])
    if (one && one.denies.length > 0) denied = or(denied, any(one.denies, applies));
  if (denied === true) return explain("denied", true, request, layers);
  if (denied === false && needsNoAllow(request)) return withoutPermission(request);
  const granted = grant(request, account, layers, policies.resourceMustAllow === true);
  const outcome = and(granted, denied === false ? true : denied);
  return explain(outcome === true ? "allowed" : outcome === false ? "denied" : "unknown", false, request, layers);
}

/** Whether the Allow statements are enough. */
function grant(
  request: Request,
  account: PartialText | undefined,
  layers: Layers,
  resourceMustAllow: boolean,
): Ternary {
  const { resource } = layers;
  if (account === undefined) return resource ? allowed(resource) : "unknown";

  const limit = and(layers.boundary ? allowed(layers.boundary) : true, layers.session ? allowed(layers.session) : true);
  const byIdentity = identityGrant(request, layers, limit);
  const across = and(byIdentity, resource ? allowed(resource) : "unknown");
  const within = resource ? withinAccount(resource, byIdentity, limit, resourceMustAllow) : byIdentity;
  const same = withinOneAccount(request, account);
  return same === "unknown" ? (within === across ? within : "unknown") : same ? within : across;
}

function identityGrant({ requester }: Request, { identity, session }: Layers, limit: Ternary): Ternary {
  if (requester.kind === "account") return limit;
  // A federated user's session has only the permissions that its session policies name.
  if (requester.kind === "federated-user" && !session) return false;
  return and(identity ? allowed(identity) : false, limit);
}

/**
 * A resource policy that names the user, the session or everyone is enough; one that names the role is still limited by
 * boundary and session policies; one that names the account leaves the decision to the account's policies.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
function withinAccount(resource: Layer, byIdentity: Ternary, limit: Ternary, resourceMustAllow: boolean): Ternary {
  const named = or(allowedBy(resource, "direct"), and(allowedBy(resource, "role"), limit));
  return or(named, resourceMustAllow ? and(allowedBy(resource, "account"), byIdentity) : byIdentity);
}

function withinOneAccount({ resource, resourceAccount }: Request, account: PartialText): Ternary {
  const owner = resourceAccount ?? arnComponents(resource)[4];
  return owner === undefined || owner === "" || owner === "*" ? true : sameAccount(owner, account);
}
