import { DataAwsEcrLifecyclePolicyDocument } from "@cdktf/provider-aws/lib/data-aws-ecr-lifecycle-policy-document";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { pinned } from "@openhands-aws/constructs";
import * as ecr from "@openhands-aws/constructs/ecr";
import {
  chainGrant,
  chainTrust,
  type Grant,
  ManagedPolicy,
  Role,
  type RoleChain,
  roleArn,
} from "@openhands-aws/constructs/iam";
import * as s3 from "@openhands-aws/constructs/s3";
import * as ssm from "@openhands-aws/constructs/ssm";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../config/config";
import { type Deploy, type GrantEntry, syncSubject } from "../config/schema/deploy";
import type { Subject } from "../config/schema/github";
import { accountOf } from "./account";
import { BaseStack } from "./base-stack";
import { githubTrusts } from "./subjects";

/**
 * State `openhands-deploy`: the roles of the workflows and the registry of the runtime image. The OIDC provider belongs
 * to the stack `openhands`, so its ARN is built from its name; apply that stack first.
 */
export class OpenhandsDeployStack extends BaseStack {
  constructor(scope: Construct, id: string, config: Config, deploy: Deploy) {
    super(scope, id, config);
    this.addRegistry(deploy.registry);
    this.addBuild(config, deploy);
    this.addSync(config, deploy.sync);
    for (const [label, { subjects, grants, ...role }] of Object.entries(deploy.roles))
      this.addWorkflowRole(config, label, {
        ...role,
        subjects,
        grants: grants.flatMap((entry) => grantsOf(config, entry)),
      });
  }

  private addRegistry({ repository, keepUntaggedDays }: Deploy["registry"]): void {
    const label = "openhands_runtime";
    const registry = pinned(
      new EcrRepository(this, "registry", {
        name: repository,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
      }),
      label,
    );
    const document = new DataAwsEcrLifecyclePolicyDocument(this, "lifecycle-document", {
      rule: [
        {
          priority: 1,
          description: "Expire untagged images; a tagged one may still be pulled",
          selection: [
            { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: keepUntaggedDays },
          ],
          action: [{ type: "expire" }],
        },
      ],
    });
    const policy = pinned(document, label).json;
    pinned(new EcrLifecyclePolicy(this, "lifecycle", { repository: registry.name, policy }), label);
    new TerraformOutput(this, "registry_url", {
      value: registry.repositoryUrl,
      description: "Registry of the runtime image",
    });
  }

  /** The build role pushes images and assumes the chained role, the only one that may write to the bucket. */
  private addBuild(config: Config, { build, registry }: Deploy): void {
    const account = accountOf(config);
    const { chained } = build;
    const chain: RoleChain = {
      from: roleArn(account, build.role),
      to: roleArn(account, chained.role),
      tagSession: chained.tagSession,
      why: "The build passes the chained role's credentials on to docker build",
    };
    const builder = this.addWorkflowRole(config, "github_oidc", {
      name: build.role,
      subjects: build.subjects,
      maxSessionSeconds: build.maxSessionSeconds,
      grants: [
        ...ecr.push(
          { account, region: config.aws.region, name: registry.repository },
          "The workflow pushes the runtime image",
        ),
        chainGrant(chain),
      ],
    });
    const uploader = new Role(this, "upload_to_s3", {
      name: chained.role,
      trust: [chainTrust(chain)],
      // IAM rejects a trust policy whose principal does not exist yet.
      dependsOn: [builder.resource],
    });
    addPolicy(uploader, chained.role, s3.write(bucketOf(config, chained), "docker build uploads to the bucket"));
  }

  private addSync(config: Config, sync: Deploy["sync"]): void {
    const { role, maxSessionSeconds } = sync;
    this.addWorkflowRole(config, "github_s3_sync", {
      name: role,
      subjects: [syncSubject(sync)],
      maxSessionSeconds,
      grants: s3.sync(bucketOf(config, sync), "The workflow syncs the branch to the bucket"),
    });
  }

  private addWorkflowRole(config: Config, label: string, role: WorkflowRole): Role {
    const { name, subjects, maxSessionSeconds, grants } = role;
    const created = new Role(this, label, {
      name,
      maxSessionSeconds,
      trustPolicyQuota: config.aws.trustPolicyQuota,
      trust: githubTrusts(config, subjects),
    });
    addPolicy(created, name, grants);
    return created;
  }
}

/** The role's only policy, with the same label and name, and the role's ARN as an output. */
function addPolicy(role: Role, name: string, grants: readonly Grant[]): void {
  const label = role.node.id;
  new ManagedPolicy(role, label, { name, grants }).attachToRole(role.name);
  new TerraformOutput(TerraformStack.of(role), `${label}_role_arn`, { value: role.arn, description: `Role ${name}` });
}

function grantsOf(config: Config, { s3: access, bucket, prefixes, parameters }: GrantEntry): Grant[] {
  const account = accountOf(config);
  const why = "The config grants it to the role";
  if (access && bucket) return S3_GRANTS[access](bucketOf(config, { bucket, prefixes }), why);
  return ssm.read({ account, region: config.aws.region, names: parameters ?? [] }, why);
}
/** As designed, no grant asks whose the bucket is. */
const bucketOf = (
  config: Config,
  { bucket, prefixes }: Pick<s3.BucketScope, "bucket" | "prefixes">,
): s3.BucketScope => ({
  account: accountOf(config),
  bucket,
  prefixes,
  ownedOnly: config.posture === "hardened",
});

const S3_GRANTS = { read: s3.read, write: s3.write, "read-write": s3.readWrite, sync: s3.sync };

interface WorkflowRole {
  readonly name: string;
  readonly subjects: readonly Subject[];
  /** Seconds. */
  readonly maxSessionSeconds: number;
  readonly grants: readonly Grant[];
}
