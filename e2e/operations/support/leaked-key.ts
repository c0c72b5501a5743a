import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IAM } from "@aws-sdk/client-iam";
import { SSM } from "@aws-sdk/client-ssm";
import { STS } from "@aws-sdk/client-sts";
import { revokeKeys } from "../../../cli/revoke-keys";
import { DENY, readDeny } from "../../../operations/revoke/deny";
import { ACCOUNT, type Launcher, type Principal } from "./launcher";

export const USER = "bedrock-openhands-user";
const TEXT = "# Mine.\nposture: as-designed\n";

const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const trusting = (arn: string) => document({ Effect: "Allow", Principal: { AWS: arn }, Action: "sts:AssumeRole" });

/** A Bedrock user whose key leads to two roles, one after the other; a third one has nothing to do with it. */
export class LeakedKey {
  readonly directory = mkdtempSync(join(tmpdir(), "openhands-aws-revoke-"));
  readonly config = join(this.directory, "openhands.yaml");
  id = "";
  apiKey = "";
  secret = "";
  session!: Principal & { readonly sessionToken: string };

  constructor(private readonly launcher: Launcher) {}

  get iam(): IAM {
    return new IAM(this.launcher.clientOf(this.launcher.tester));
  }

  /** In an account that is empty but for this. @param session whether one was made with the key already */
  async create(session = true): Promise<void> {
    await this.launcher.empty();
    writeFileSync(this.config, TEXT);
    const { iam } = this;
    const user = `arn:aws:iam::${ACCOUNT}:user/service/${USER}`;
    const first = `arn:aws:iam::${ACCOUNT}:role/first`;
    await iam.createUser({ UserName: USER, Path: "/service/" });
    const { AccessKey: key } = await iam.createAccessKey({ UserName: USER });
    [this.id, this.secret] = [key?.AccessKeyId ?? "", key?.SecretAccessKey ?? ""];
    for (const [RoleName, trusted] of [
      ["first", user],
      ["second", first],
      ["other", `${user}-2`],
    ] as const) {
      await iam.createRole({ RoleName, AssumeRolePolicyDocument: trusting(trusted) });
      const PolicyDocument = document({ Effect: "Allow", Action: "ssm:*", Resource: "*" });
      await iam.putRolePolicy({ RoleName, PolicyName: "own", PolicyDocument });
    }
    const allow = document({ Effect: "Allow", Action: ["sts:AssumeRole", "iam:GetUser"], Resource: "*" });
    await iam.putUserPolicy({ UserName: USER, PolicyName: "own", PolicyDocument: allow });
    const asked = { UserName: USER, ServiceName: "bedrock.amazonaws.com" };
    const { ServiceSpecificCredential: apiKey } = await iam.createServiceSpecificCredential(asked);
    this.apiKey = apiKey?.ServiceSpecificCredentialId ?? "";
    if (session) await this.assume(first);
    await this.launcher.reset();
  }

  async removeRole(RoleName: string): Promise<void> {
    await this.iam.deleteRolePolicy({ RoleName, PolicyName: "own" });
    await this.iam.deleteRole({ RoleName });
  }

  /** The key's id is in the parameter, as Terraform puts it there. */
  async holdId(): Promise<void> {
    const parameter = { Name: "bedrock-access-key-id", Value: this.id, Type: "SecureString" as const };
    await new SSM(this.launcher.clientOf(this.launcher.tester)).putParameter(parameter);
  }

  /** Makes a session with the leaked key. */
  async assume(RoleArn: string): Promise<void> {
    const sts = new STS(this.launcher.clientOf({ accessKeyId: this.id, secretAccessKey: this.secret }));
    const { Credentials: made } = await sts.assumeRole({ RoleArn, RoleSessionName: "leaked" });
    this.session = {
      arn: RoleArn,
      accessKeyId: made?.AccessKeyId ?? "",
      secretAccessKey: made?.SecretAccessKey ?? "",
      sessionToken: made?.SessionToken ?? "",
    };
  }

  /** @returns the error's code, or empty if the session still works */
  async sessionError(): Promise<string> {
    const options = this.launcher.clientOf(this.session);
    const ssm = new SSM({
      ...options,
      credentials: { ...options.credentials, sessionToken: this.session.sessionToken },
    });
    return ssm.describeParameters({}).then(
      () => "",
      ({ name }: Error) => name,
    );
  }

  /** As the command line does. */
  async run(
    more: { yes?: boolean; key?: string; lift?: boolean; terraform?: string } = {},
    principal: Principal = this.launcher.operator,
  ) {
    const { key, lift = false, yes = true, terraform } = more;
    const saved = process.env;
    process.env = { ...this.launcher.envOf(principal) };
    try {
      return await revokeKeys({ config: this.config, key, lift, folders: { terraform }, yes });
    } finally {
      process.env = saved;
    }
  }

  /** All that revoke changes. */
  async state() {
    const { iam } = this;
    const UserName = USER;
    const keys = (await iam.listAccessKeys({ UserName })).AccessKeyMetadata ?? [];
    const apiKeys = (await iam.listServiceSpecificCredentials({ UserName })).ServiceSpecificCredentials ?? [];
    const denyOf = async (policy: Promise<{ PolicyDocument?: string }>) => {
      const text = await policy.then(
        ({ PolicyDocument = "" }) => PolicyDocument,
        () => undefined,
      );
      return text && readDeny(JSON.parse(decodeURIComponent(text)));
    };
    const role = (RoleName: string) => denyOf(iam.getRolePolicy({ RoleName, PolicyName: DENY }));
    return {
      keys: keys.map(({ Status }) => Status),
      apiKeys: apiKeys.map(({ Status }) => Status),
      user: await denyOf(iam.getUserPolicy({ UserName, PolicyName: DENY })),
      roles: [await role("first"), await role("second"), await role("other")],
      config: readFileSync(this.config, "utf8"),
    };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export const REVOKED_CONFIG = `${TEXT}bedrock:\n  accessKey:\n    status: Inactive\n`;
