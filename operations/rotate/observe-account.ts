import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../../config/config";
import type { Aws, Credentials } from "../aws/aws";
import { ifThere, isAwsError } from "../aws/aws-error";
import { iam } from "../aws/iam";
import { ssm } from "../aws/ssm";
import { sts } from "../aws/sts";
import type { Key, Pair } from "./observation";

export interface AccountView {
  readonly keys: readonly Key[];
  readonly pair: Pair;
  /** What the parameters hold: never printed. */
  readonly credentials?: Credentials;
}

/** @throws AwsError; InputError if the credentials belong to another account */
export async function observeAccount(config: Config, aws: Aws): Promise<AccountView> {
  const [keys, credentials] = await Promise.all([
    keysOf(config, aws),
    heldBy(config, aws),
    refuseOtherAccount(config, aws),
  ]);
  return { keys, credentials, pair: await pairOf(keys, credentials, aws) };
}

async function refuseOtherAccount(config: Config, aws: Aws): Promise<void> {
  const { Account } = await (await sts(aws)).getCallerIdentity({});
  if (Account !== config.aws.account)
    throw new InputError(
      `Your AWS credentials are of the account ${Account}, but aws.account in the config is ${config.aws.account}. Set AWS_PROFILE.`,
    );
}

async function keysOf({ bedrock }: Config, aws: Aws): Promise<Key[]> {
  const client = await iam(aws);
  const UserName = bedrock.user.name;
  const listed = (await ifThere(client.listAccessKeys({ UserName })))?.AccessKeyMetadata ?? [];
  return Promise.all(
    listed.map(async ({ AccessKeyId: id = "", Status, CreateDate = new Date(0) }): Promise<Key> => {
      const use = (await ifThere(client.getAccessKeyLastUsed({ AccessKeyId: id })))?.AccessKeyLastUsed;
      return {
        ...{ id, status: Status === "Active" ? "Active" : "Inactive", created: CreateDate },
        ...(use?.LastUsedDate && {
          lastUsed: { at: use.LastUsedDate, service: use.ServiceName ?? "", region: use.Region ?? "" },
        }),
      };
    }),
  );
}

async function heldBy({ bedrock }: Config, aws: Aws): Promise<Credentials | undefined> {
  const Names = [bedrock.accessKeyIdParameter, bedrock.secretAccessKeyParameter];
  const { Parameters = [] } = await (await ssm(aws)).getParameters({ Names, WithDecryption: true });
  const [accessKeyId, secretAccessKey] = Names.map((name) => Parameters.find(({ Name }) => Name === name)?.Value);
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
}

async function pairOf(keys: readonly Key[], credentials: Credentials | undefined, aws: Aws): Promise<Pair> {
  if (!credentials) return { state: "missing" };
  const key = keys.find(({ id }) => id === credentials.accessKeyId);
  if (!key) return { state: "foreign" };
  const { id } = key;
  if (key.status === "Inactive") return { state: "inactive", id };
  try {
    await (await sts({ ...aws, credentials })).getCallerIdentity({});
    return { state: "works", id };
  } catch (error) {
    if (!isAwsError(error, "rejected")) throw error;
    return { state: /SignatureDoesNotMatch|InvalidSignature/.test(error.code) ? "torn" : "rejected", id };
  }
}
