import type { AccessModel, Identity, PodIdentityAssociation } from "../model";
import { assumeRole } from "../policy/assume-role";
import { type Context, contextOf } from "../policy/context";
import { type AnyText, isKnown, known, rawText, readable } from "../text";
import { best, type Entry, entryOf } from "./entry";
import type { Situation } from "./question";
import { trustPolicy } from "./trust-policy";

type ServiceAccount = Extract<Situation, { kind: "service-account" }>["account"];

/**
 * Associations, not the role, say which service accounts get the role. One that is not declared here may exist.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
export function podIdentityEntry(model: AccessModel, role: Identity, account: ServiceAccount): Entry {
  const associations = model.podIdentityAssociations.filter((association) => isMeant(association, role, account));
  const declared = best(associations.map((association) => declaredEntry(role, account, association)));
  if (declared.outcome !== "denied") return declared;
  return undeclaredEntry(role, account, associations.length > 0 ? "another" : "an");
}

const isMeant = (association: PodIdentityAssociation, role: Identity, { namespace, name }: ServiceAccount): boolean =>
  known(association.namespace) === namespace &&
  known(association.serviceAccount) === name &&
  rawText(association.role) === rawText(role.arn) &&
  (isKnown(role.arn) || (association.root === role.root && association.roleAddresses.join() === role.address));

function declaredEntry(role: Identity, account: ServiceAccount, association: PodIdentityAssociation): Entry {
  const { address, clusterName, clusterArn, tagged } = association;
  const { namespace, name, issuer } = account;
  const tags = { ...tagsOf(account), "eks-cluster-name": clusterName, "eks-cluster-arn": clusterArn };
  const entry = tagged ? taggedEntry(role, tags, (tag) => OF_A_POD.includes(tag)) : untaggedEntry(role);
  if (entry.outcome !== "allowed") return entry;
  const cluster = `the cluster ${readable(clusterName)}`;
  if (issuer !== undefined)
    return { outcome: "unknown", because: [`whether ${cluster} of ${address} has the issuer ${issuer} is not known`] };
  const gives = `allowed: ${address} gives the role to ${namespace}/${name} in ${cluster}`;
  return { ...entry, because: [gives, ...entry.because.map(bare)] };
}

/** In any cluster, with session tags or without. */
function undeclaredEntry(role: Identity, account: ServiceAccount, which: "an" | "another"): Entry {
  const { outcome, because } = best([taggedEntry(role, tagsOf(account), () => true), untaggedEntry(role)]);
  if (outcome === "denied") return { outcome, because: [] };
  const doubt = `${which} EKS pod identity association may give the role to ${account.namespace}/${account.name}`;
  return { outcome: "unknown", because: [doubt, ...because.map(bare)] };
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html#pod-id-abac-tags */
const tagsOf = ({ namespace, name }: ServiceAccount) => ({
  "kubernetes-namespace": namespace,
  "kubernetes-service-account": name,
});

/** Tags whose values differ from pod to pod. */
const OF_A_POD = ["kubernetes-pod-name", "kubernetes-pod-uid"];

const REQUEST_TAG = "aws:requesttag/";

/** @param mayHave whether the session may have a tag that is not among `tags` */
function taggedEntry(
  role: Identity,
  tags: Readonly<Record<string, AnyText>>,
  mayHave: (tag: string) => boolean,
): Entry {
  const keys = Object.entries(tags).map(([tag, value]) => [REQUEST_TAG + tag, value]);
  const unknown = (key: string) => !key.startsWith(REQUEST_TAG) || mayHave(key.slice(REQUEST_TAG.length));
  return entryFor(role, contextOf(Object.fromEntries(keys), unknown), true);
}

const untaggedEntry = (role: Identity): Entry =>
  entryFor(
    role,
    contextOf({}, (key) => !key.startsWith(REQUEST_TAG)),
    false,
  );

function entryFor(role: Identity, context: Context, tagged: boolean): Entry {
  const trust = trustPolicy(role);
  if (!trust) return { outcome: "denied", because: [] };
  const requester = { kind: "service", name: "pods.eks.amazonaws.com" } as const;
  return entryOf(assumeRole({ requester, role: { arn: role.arn, trust }, context, tagged }));
}

const bare = (reason: string): string => reason.replace(/^\w+: /, "");
