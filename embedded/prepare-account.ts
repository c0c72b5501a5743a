import type { Config } from "../config/config";
import type { EmbeddedAws } from "./aws";

/** What the config takes for granted in the account: the state bucket, and whatever is to be found rather than made. */
export async function prepareAccount(aws: EmbeddedAws, { terraform, github, externalSecrets }: Config): Promise<void> {
  await aws.createBucket(terraform.state.bucket, terraform.state.region);
  if (github.provider !== "create")
    await aws.iam({
      Action: "CreateOpenIDConnectProvider",
      Url: `https://${github.issuer}`,
      "ClientIDList.member.1": github.audiences[0] as string,
    });
  if (externalSecrets.role)
    await aws.iam({ Action: "CreateRole", RoleName: externalSecrets.role, AssumeRolePolicyDocument: "{}" });
  if (externalSecrets.user) await aws.iam({ Action: "CreateUser", UserName: externalSecrets.user });
}
