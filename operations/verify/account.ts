import { roleArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { storedCredentials } from "../../config/credentials";
import { agentUsesIdentity, hasUser, usesIdentity } from "../../config/identity";
import { accountOf } from "../../stacks/account";
import { sessionPolicy } from "../../stacks/openhands/refresher";
import type { Aws, Credentials } from "../aws/aws";
import { ifThere, isAwsError } from "../aws/aws-error";
import { eks } from "../aws/eks";
import { iam } from "../aws/iam";
import { ssm } from "../aws/ssm";
import { sts } from "../aws/sts";
import { isClusterError } from "../cluster/cluster-error";
import { NotApplicable } from "./check";
import { once, onceEach } from "./once";

/**
 * What a check needs and another one reports: a single fault is then a single failure.
 * @throws NotApplicable instead of AwsError
 */
export const reportedBy = <T>(check: string, look: Promise<T>): Promise<T> =>
  look.catch((error: unknown) => {
    throw isAwsError(error) || isClusterError(error)
      ? new NotApplicable(`It needs what the check ${check} looks at.`)
      : error;
  });

const NO_KEY = "Not needed: the config has no access key.";

/** Seconds: the shortest that AWS issues. */
const SESSION_SECONDS = 900;

/** The AWS account, as whoever runs this sees it. Every method throws AwsError. */
export class Account {
  constructor(
    private readonly config: Config,
    private readonly aws: Aws,
    /** A token as OpenHands' pod has one. @default none can be had */
    private readonly token: () => Promise<string> = async () => {
      throw new NotApplicable("There is no cluster that issues a token.");
    },
  ) {}

  readonly iam = once(() => iam(this.aws));
  readonly ssm = once(() => ssm(this.aws));
  readonly eks = once(() => eks(this.aws));

  readonly caller = once(async () => (await sts(this.aws)).getCallerIdentity({}));

  /** `undefined` if there is none. */
  readonly findUser = once(async () => {
    const client = await this.iam();
    return (await ifThere(client.getUser({ UserName: this.config.bedrock.user.name })))?.User;
  });

  /** @throws NotApplicable: the check `user` says that there is none, where there should be one */
  async userName(): Promise<string> {
    const { name } = this.config.bedrock.user;
    if (await reportedBy("user", this.findUser())) return name;
    throw new NotApplicable(hasUser(this.config) ? `There is no user ${name} (check user).` : NO_KEY);
  }

  /** `undefined` if there is none. */
  readonly role = onceEach(async (RoleName) => (await ifThere((await this.iam()).getRole({ RoleName })))?.Role);

  /** The user's access keys. */
  readonly keys = once(async () => {
    const UserName = await this.userName();
    return (await (await this.iam()).listAccessKeys({ UserName })).AccessKeyMetadata ?? [];
  });

  /** The parameters with the credentials, decrypted, by their names: never printed. */
  readonly credentials = once(() => this.parameters(Object.values(storedCredentials(this.config)), true));

  /** By their names; what does not exist is left out. */
  async parameters(Names: string[], WithDecryption: boolean) {
    if (Names.length === 0) return new Map<string, never>();
    const { Parameters = [] } = await (await this.ssm()).getParameters({ Names, WithDecryption });
    return new Map(Parameters.map(({ Name = "", Type, Value = "" }) => [Name, { type: Type, value: Value }]));
  }

  /** The access key in the parameters. @throws NotApplicable: the check `parameters` says what is missing */
  async pair(): Promise<Credentials> {
    if (!hasUser(this.config)) throw new NotApplicable(NO_KEY);
    const { accessKeyIdParameter, secretAccessKeyParameter } = this.config.bedrock;
    return {
      accessKeyId: await this.credential(accessKeyIdParameter),
      secretAccessKey: await this.credential(secretAccessKeyParameter),
    };
  }

  /** @throws NotApplicable: the check `parameters` says that it is missing */
  async credential(parameter: string): Promise<string> {
    const value = (await reportedBy("parameters", this.credentials())).get(parameter)?.value;
    if (!value) throw new NotApplicable(`There is no parameter ${parameter} (check parameters).`);
    return value;
  }

  /** Who AWS says that the access key in the parameters is. @throws AwsError if AWS rejects it */
  readonly pairIdentity = once(async () => {
    const credentials = await this.pair();
    return (await sts({ ...this.aws, credentials })).getCallerIdentity({});
  });

  /** @throws NotApplicable: the checks `parameter-key` and `torn-pair` say what is wrong with it */
  async workingPair(): Promise<Credentials> {
    const { Arn } = await reportedBy("torn-pair", this.pairIdentity());
    if (Arn !== (await reportedBy("user", this.findUser()))?.Arn)
      throw new NotApplicable("It needs the Bedrock user's key (check torn-pair).");
    return this.pair();
  }

  /** A session of the pod's own role, as its SDK gets it. @throws AwsError if AWS does not accept the token */
  readonly workload = once(async (): Promise<Credentials> => {
    const { identity } = this.config.kubernetes ?? {};
    const WebIdentityToken = await this.token();
    // The call is not signed; nothing of the caller's own is used.
    const { Credentials: issued } = await (await sts(this.aws)).assumeRoleWithWebIdentity({
      RoleArn: roleArn(accountOf(this.config), identity?.role ?? ""),
      RoleSessionName: "openhands-aws-verify",
      WebIdentityToken,
      DurationSeconds: SESSION_SECONDS,
    });
    return credentialsOf(issued);
  });

  /** What the app itself has: the session of its pod, or the access key. @throws NotApplicable where another check says what is wrong */
  async own(): Promise<Credentials> {
    return usesIdentity(this.config) ? reportedBy("web-identity", this.workload()) : this.workingPair();
  }

  /** A session as the agent gets it: of the pod itself, or by the refresher with its session policy. */
  readonly session = once(async (): Promise<Credentials> => {
    if (agentUsesIdentity(this.config)) return this.own();
    const { refresher } = this.config.runtime;
    if (!refresher || this.config.posture !== "hardened")
      throw new NotApplicable("The config has no runtime.refresher.");
    if (refresher.principal)
      throw new NotApplicable(
        `Only ${refresher.principal} can assume ${refresher.role}, and that is the cluster's own.`,
      );
    const { Credentials: issued } = await (await sts({ ...this.aws, credentials: await this.own() })).assumeRole({
      RoleArn: roleArn(accountOf(this.config), refresher.role),
      RoleSessionName: `${refresher.sessionName}-verify`,
      Policy: sessionPolicy(this.config),
      DurationSeconds: SESSION_SECONDS,
    });
    return credentialsOf(issued);
  });

  /** The same account, as somebody else. */
  as(credentials: Credentials, region = this.aws.region): Aws {
    return { ...this.aws, region, credentials };
  }
}

const credentialsOf = (
  issued: { readonly AccessKeyId?: string; readonly SecretAccessKey?: string; readonly SessionToken?: string } = {},
): Credentials => ({
  accessKeyId: issued.AccessKeyId ?? "",
  secretAccessKey: issued.SecretAccessKey ?? "",
  sessionToken: issued.SessionToken,
});
