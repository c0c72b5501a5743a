import type { Config } from "../config/config";
import type { EmbeddedAws } from "./aws";

/** Creates what the config expects in the account: the state bucket, and what it refers to but does not create. */
export async function prepareAccount(aws: EmbeddedAws, config: Config): Promise<void> {
  const { terraform, github, externalSecrets, audit, runtime } = config;
  await aws.createBucket(terraform.state.bucket, terraform.state.region);
  if (audit?.dataBucket === "existing") await aws.createBucket(runtime.bucket, config.aws.region);
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
