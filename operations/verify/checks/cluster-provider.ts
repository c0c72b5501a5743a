import { oidcProviderArn } from "@openhands-aws/constructs/iam";
import { accountOf } from "../../../stacks/account";
import { ifThere } from "../../aws/aws-error";
import { type Check, fail, skip, verdict } from "../check";

/** The account trusts the cluster's issuer, with the audience of the pod's tokens. */
export const clusterProvider: Check = {
  name: "cluster-provider",
  async run({ account, config }) {
    const { issuerHost, audience } = config.kubernetes?.identity ?? {};
    if (issuerHost === undefined || audience === undefined)
      return skip("The config has no issuer in kubernetes.identity.");
    const arn = oidcProviderArn(accountOf(config), issuerHost);
    const found = await ifThere((await account.iam()).getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }));
    if (!found) return fail(`There is no OIDC provider ${arn}: no pod can assume a role. Apply the stack openhands.`);
    const accepts = found.ClientIDList?.includes(audience);
    return verdict(
      accepts ? [] : [`The OIDC provider ${issuerHost} does not accept the audience ${audience}. Add it.`],
      `${issuerHost} is trusted, with the audience ${audience}.`,
    );
  },
};
