import { oidcProviderArn } from "@openhands-aws/constructs/iam";
import { accountOf } from "../../../stacks/account";
import { ifThere } from "../../aws/aws-error";
import { type Check, fail, verdict } from "../check";

/** The account's provider for GitHub exists and accepts our audiences; it may accept other people's, too. */
export const oidcProvider: Check = {
  name: "oidc-provider",
  async run({ account, config }) {
    const { issuer, audiences } = config.github;
    const arn = oidcProviderArn(accountOf(config), issuer);
    const found = await ifThere((await account.iam()).getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }));
    if (!found) return fail(`There is no OIDC provider ${arn}: no workflow can assume a role.`);
    const lacking = audiences.filter((audience) => !found.ClientIDList?.includes(audience));
    return verdict(
      lacking.map((audience) => `The OIDC provider ${issuer} does not accept the audience ${audience}. Add it.`),
      `${issuer} is trusted, with the audience ${audiences.join(" and ")}.`,
    );
  },
};
