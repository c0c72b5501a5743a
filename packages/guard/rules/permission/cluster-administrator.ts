import type { AccessModel, Identity, Resource } from "../../model";
import { sameText } from "../../policy/wildcard";
import type { Rule, Violation } from "../../rule";
import { asText, textAt } from "../../support/json";
import { known, type PartialText, rawText, readable } from "../../text";
import { issuersOf, trustsOf } from "../trust/support/trusts";

const POLICIES: readonly string[] = ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"];

export const clusterAdministrator: Rule = {
  id: "cluster-administrator",
  area: "permission",
  severity: "info",
  what: "A principal is made the administrator of an EKS cluster.",
  why: "Kubernetes grants it every object, also the secrets and the service accounts, so that it can use the IAM role of any pod: no IAM policy shows this.",
  fix: "Attach a narrower access policy, such as AmazonEKSEditPolicy or AmazonEKSViewPolicy, or limit it to namespaces with access_scope.",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
  *check(model): Generator<Violation> {
    for (const at of model.resources) {
      if (at.type !== "aws_eks_access_policy_association" || at.mode !== "managed" || !isAdministrator(at)) continue;
      const principal = at.attribute("principal_arn");
      const arn = asText(principal.value);
      const role = roleOf(model, at, arn, principal.references);
      const outside = role && outsidersOf(model, role);
      const cluster = readable(asText(at.attribute("cluster_name").value));
      const told = outside === undefined ? "" : `, and its trust policy accepts ${outside}`;
      yield {
        at,
        message: `${role?.address ?? readable(arn)} is an administrator of the EKS cluster ${cluster}${told}.`,
        ...(outside !== undefined && { severity: "warning" }),
      };
    }
  },
};

/** In all namespaces. */
function isAdministrator(at: Resource): boolean {
  const policy = known(asText(at.attribute("policy_arn").value))?.replace(/^.*\//, "");
  const scope = known(textAt(at.argument("access_scope")?.value, "type"));
  return policy !== undefined && POLICIES.includes(policy) && scope !== "namespace";
}

function roleOf(
  { identities }: AccessModel,
  { root }: Resource,
  arn: PartialText,
  references: readonly string[],
): Identity | undefined {
  const isReferred = (one: Identity) =>
    one.root === root && references.some((reference) => reference.startsWith(`${one.address}.`));
  return (
    identities.find((one) => one.declared && isReferred(one)) ??
    identities.find((one) => one.declared && sameText(one.arn, arn) === true)
  );
}

/** Who is not a principal of the same account: in words. */
function outsidersOf(model: AccessModel, role: Identity): string | undefined {
  const trust = trustsOf(model).find((one) => one.role === role);
  for (const { statement } of trust?.allows ?? []) {
    const [issuer] = issuersOf(statement);
    if (issuer !== undefined) return `tokens of ${issuer}`;
    const members = statement.principals?.members ?? [];
    if (members.some(({ id }) => rawText(id) === "*")) return "everyone";
    const ids = members.flatMap(({ type, id }) => (type === "AWS" ? rawText(id) : []));
    const account = known(role.account);
    const other = ids
      .flatMap((id) => /^(?:arn:[^:]*:iam::)?(\d{12})\b/.exec(id)?.[1] ?? [])
      .find((one) => one !== account);
    if (other !== undefined && account !== undefined) return `principals of the account ${other}`;
  }
  return undefined;
}
