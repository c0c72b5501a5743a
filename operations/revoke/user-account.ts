import type { AccountDetails } from "@openhands-aws/guard";
import type { Aws } from "../aws/aws";
import { ifThere } from "../aws/aws-error";
import { iam } from "../aws/iam";
import { ssm } from "../aws/ssm";
import type { UserKey } from "./config-lines";
import { DENY, type Deny, denyDocument, readDeny } from "./deny";

/** A policy of the deny's name. `deny` is missing where somebody else wrote it. */
export interface Found {
  readonly deny?: Deny;
}

export interface ApiKey {
  readonly id: string;
  readonly status: string;
}

/** Where Bedrock's own API keys are kept. */
const BEDROCK = "bedrock.amazonaws.com";

/** The Bedrock user in its account. Every method throws AwsError. */
export class UserAccount {
  #iam?: ReturnType<typeof iam>;

  constructor(
    private readonly aws: Aws,
    readonly user: string,
  ) {}

  /** `undefined` if there is no such user. */
  async keys(): Promise<UserKey[] | undefined> {
    const listed = await ifThere((await this.client()).listAccessKeys({ UserName: this.user }));
    return listed?.AccessKeyMetadata?.map(({ AccessKeyId = "", Status, CreateDate = new Date(0) }) => ({
      ...{ id: AccessKeyId, created: CreateDate },
      status: Status === "Inactive" ? ("Inactive" as const) : ("Active" as const),
    }));
  }

  async switchOff(id: string): Promise<void> {
    const client = await this.client();
    await client.updateAccessKey({ UserName: this.user, AccessKeyId: id, Status: "Inactive" });
  }

  async apiKeys(): Promise<ApiKey[]> {
    const client = await this.client();
    const asked = { UserName: this.user, ServiceName: BEDROCK };
    const { ServiceSpecificCredentials: found = [] } = await client.listServiceSpecificCredentials(asked);
    return found.map(({ ServiceSpecificCredentialId: id = "", Status: status = "" }) => ({ id, status }));
  }

  async switchOffApiKey(id: string): Promise<void> {
    const client = await this.client();
    const credential = { UserName: this.user, ServiceSpecificCredentialId: id };
    await client.updateServiceSpecificCredential({ ...credential, Status: "Inactive" });
  }

  /** `undefined` if the user has no policy of that name. */
  async userDeny(): Promise<Found | undefined> {
    const asked = { UserName: this.user, PolicyName: DENY };
    const policy = await ifThere((await this.client()).getUserPolicy(asked));
    return policy && { deny: readDeny(parsed(policy.PolicyDocument)) };
  }

  async denyUser(deny: Deny): Promise<void> {
    const client = await this.client();
    await client.putUserPolicy({ UserName: this.user, PolicyName: DENY, PolicyDocument: text(deny) });
  }

  async denyRole(role: string, deny: Deny): Promise<void> {
    const client = await this.client();
    await client.putRolePolicy({ RoleName: role, PolicyName: DENY, PolicyDocument: text(deny) });
  }

  async liftUser(): Promise<void> {
    const client = await this.client();
    await ifThere(client.deleteUserPolicy({ UserName: this.user, PolicyName: DENY }));
  }

  async liftRole(role: string): Promise<void> {
    await ifThere((await this.client()).deleteRolePolicy({ RoleName: role, PolicyName: DENY }));
  }

  /** The id in the parameter; `undefined` if there is no such parameter. */
  async heldId(parameter: string, region: string): Promise<string | undefined> {
    const client = await ssm({ ...this.aws, region });
    return (await ifThere(client.getParameter({ Name: parameter, WithDecryption: true })))?.Parameter?.Value;
  }

  /** Users, groups, roles and the account's own policies. */
  async details(): Promise<AccountDetails> {
    const client = await this.client();
    const pages: AccountDetails[] = [];
    for (let Marker: string | undefined, more = true; more; ) {
      const page = await client.getAccountAuthorizationDetails({
        Filter: ["User", "Role", "Group", "LocalManagedPolicy"],
        MaxItems: 1000,
        ...(Marker && { Marker }),
      });
      pages.push(page);
      Marker = page.Marker;
      more = page.IsTruncated === true && Marker !== undefined;
    }
    return {
      UserDetailList: pages.flatMap((page) => page.UserDetailList ?? []),
      GroupDetailList: pages.flatMap((page) => page.GroupDetailList ?? []),
      RoleDetailList: pages.flatMap((page) => page.RoleDetailList ?? []),
      Policies: pages.flatMap((page) => page.Policies ?? []),
    };
  }

  private client() {
    this.#iam ??= iam(this.aws);
    return this.#iam;
  }
}

/** The roles that have a policy of the deny's name, as the account says. */
export function rolesWithDeny({ RoleDetailList = [] }: AccountDetails): Map<string, Found> {
  return new Map(
    RoleDetailList.flatMap(({ RoleName = "", RolePolicyList = [] }) => {
      const policy = RolePolicyList.find(({ PolicyName }) => PolicyName === DENY);
      return policy ? [[RoleName, { deny: readDeny(parsed(policy.PolicyDocument)) }] as const] : [];
    }),
  );
}

const text = (deny: Deny): string => JSON.stringify(denyDocument(deny));

function parsed(document = ""): unknown {
  try {
    return JSON.parse(decodeURIComponent(document));
  } catch {
    return undefined;
  }
}
