import { IAM } from "@aws-sdk/client-iam";
import { SSM } from "@aws-sdk/client-ssm";
import type { Launcher } from "./launcher";

const NAME = "bystander";
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';

/** All of the account that no rollback may touch: one of each kind that the design also has, and what is there anyway. */
export class Bystanders {
  readonly #iam: IAM;
  readonly #ssm: SSM;

  constructor(launcher: Launcher) {
    const options = launcher.clientOf(launcher.tester);
    this.#iam = new IAM(options);
    this.#ssm = new SSM(options);
  }

  async create(): Promise<void> {
    await this.#iam.createUser({ UserName: NAME });
    await this.#iam.createAccessKey({ UserName: NAME });
    const { Policy } = await this.#iam.createPolicy({ PolicyName: NAME, PolicyDocument: POLICY });
    await this.#iam.attachUserPolicy({ UserName: NAME, PolicyArn: Policy?.Arn });
    await this.#iam.putUserPolicy({ UserName: NAME, PolicyName: NAME, PolicyDocument: POLICY });
    await this.#ssm.putParameter({ Name: NAME, Value: "kept", Type: "SecureString" });
  }

  /** @param removed names of the users, policies and parameters that may go. @returns what else there is, to be compared */
  async look(removed: readonly string[]) {
    const stays = (name = "") => !removed.includes(name);
    const { UserDetailList = [], Policies = [], ...rest } = await this.#iam.getAccountAuthorizationDetails();
    const users = UserDetailList.filter(({ UserName }) => stays(UserName));
    const { Parameters = [] } = await this.#ssm.describeParameters();
    return {
      users,
      policies: Policies.filter(({ Arn = "" }) => stays(Arn.split("/").at(-1))),
      roles: rest.RoleDetailList,
      groups: rest.GroupDetailList,
      keys: await Promise.all(
        users.map(async ({ UserName }) => (await this.#iam.listAccessKeys({ UserName })).AccessKeyMetadata),
      ),
      providers: (await this.#iam.listOpenIDConnectProviders()).OpenIDConnectProviderList,
      parameters: Parameters.filter(({ Name }) => stays(Name)),
    };
  }
}
