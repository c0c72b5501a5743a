import type { IAM } from "@aws-sdk/client-iam";
import { known, readAccount, trustPolicy } from "@openhands-aws/guard";
import { assumeRoleWithToken } from "@openhands-aws/guard/claims/assume-role-with-token";
import { ACCOUNT } from "./launcher";

const ROLE = "openhands-workload-role";
const ISSUER = "oidc.example.com/openhands";

export interface TokenClaims {
  readonly sub: string;
  readonly aud: string;
}

/** Whether the account's own policies give a token as the pod has one the role, and the role the models. */
export async function roleWorks(iam: IAM, claims: Partial<TokenClaims>): Promise<boolean> {
  const details = await iam.getAccountAuthorizationDetails();
  const role = readAccount(details).identities.find(({ kind, name }) => kind === "role" && known(name) === ROLE);
  const trust = role && trustPolicy(role);
  if (!trust) return false;
  const OpenIDConnectProviderArn = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
  const audiences = await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn }).then(
    ({ ClientIDList = [] }) => ClientIDList,
    () => [],
  );
  const bearer = {
    issuer: ISSUER,
    claims: { sub: "system:serviceaccount:openhands:openhands", aud: "sts.amazonaws.com", ...claims },
  };
  const { outcome } = assumeRoleWithToken(bearer, { arn: role.arn, trust }, audiences);
  const found = details.RoleDetailList?.find(({ RoleName }) => RoleName === ROLE);
  const policies = found?.AttachedManagedPolicies?.map(({ PolicyName }) => PolicyName) ?? [];
  return outcome === "allowed" && policies.includes("bedrock-openhands-policy");
}
