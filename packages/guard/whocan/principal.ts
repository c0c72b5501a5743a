import type { AccessModel, Identity } from "../model";
import { arnComponents } from "../policy/arn";
import type { Requester } from "../policy/requester";
import { sameText } from "../policy/wildcard";
import { known, partialText, rawText, UNKNOWN } from "../text";

/** A user, a role, a session or an account. */
export type AwsPrincipal = Extract<Requester, { kind: "user" | "role" | "federated-user" | "account" }>;

/**
 * @returns `undefined` if it is not the ARN of a principal: a user, a role, a session of either, or an account's root
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function parsePrincipal(arn: string): AwsPrincipal | undefined {
  const [scheme, partition, service, region, account = "", resource = ""] = arnComponents(arn).map(rawText);
  if (scheme !== "arn" || !/^aws[\w-]*$/.test(partition ?? "") || region !== "" || !/^\d{12}$/.test(account))
    return undefined;
  const [, kind, rest = ""] = /^([\w-]+)\/([\w+=,.@/-]*[\w+=,.@-])$/.exec(resource) ?? [];
  if (service === "iam") {
    if (resource === "root") return { kind: "account", account };
    return kind === "user" || kind === "role" ? { kind, arn } : undefined;
  }
  if (service !== "sts") return undefined;
  if (kind === "federated-user")
    return { kind, arn, user: partialText`arn:${partition ?? ""}:iam::${account}:user/${UNKNOWN}` };
  const [name, session, ...more] = rest.split("/");
  if (kind !== "assumed-role" || !name || !session || more.length > 0) return undefined;
  // The ARN of a session does not contain the role's path.
  return { kind: "role", arn: partialText`arn:${partition ?? ""}:iam::${account}:role/${UNKNOWN}${name}`, session };
}

/** The identity in the model that the principal is, or may be. */
export function identityOf({ identities }: AccessModel, principal: AwsPrincipal): Identity | undefined {
  if (principal.kind !== "user" && principal.kind !== "role") return undefined;
  const { kind } = principal;
  const arn = rawText(principal.arn);
  const name = arn.slice(Math.max(arn.lastIndexOf("/"), arn.lastIndexOf(UNKNOWN)) + 1);
  const named = identities.filter((identity) => identity.kind === kind && known(identity.name) === name);
  const found = named.filter((identity) => sameText(identity.arn, arn) !== false);
  return found.find(({ declared }) => declared) ?? found[0];
}
