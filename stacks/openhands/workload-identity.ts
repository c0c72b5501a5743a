import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { pinned } from "@openhands-aws/constructs";
import { OidcProvider } from "@openhands-aws/constructs/github";
import { eksClusterArn, type ManagedPolicy, Role, type Trust } from "@openhands-aws/constructs/iam";
import { podIdentityTrust, serviceAccountTrust } from "@openhands-aws/constructs/kubernetes";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import { associatedAccount, type Identity } from "../../config/identity";
import type { Kubernetes } from "../../config/kubernetes";
import { releaseOf } from "../../config/releases";
import { accountOf } from "../account";

interface Granted {
  readonly s3Access: ManagedPolicy;
  readonly configRead: ManagedPolicy;
  /** None once the access key is rolled back. */
  readonly bedrock?: ManagedPolicy;
}

const LABEL = "openhands_workload";

/**
 * The role of OpenHands' own pod, which the cluster's tokens open for one service account. Where the agent works in the pod,
 * it has what the agent needs; where it works in sandboxes, only what the app itself needs: the models, in 0.x.
 * @returns `undefined` where the config has no identity
 */
export function addWorkloadIdentity(scope: Construct, config: Config, granted: Granted): Role | undefined {
  const { kubernetes } = config;
  const identity = kubernetes?.identity;
  if (!identity) return undefined;
  const provider = identity.issuerHost && addProvider(scope, config, identity, identity.issuerHost);
  const role = new Role(scope, LABEL, {
    name: identity.role,
    trust: [trustOf(config, kubernetes, identity)],
    trustPolicyQuota: config.aws.trustPolicyQuota,
    dependsOn: provider ? [provider] : [],
  });
  const { family } = releaseOf(config);
  if (family !== "1.x") granted.bedrock?.attachToRole(role.name, `${LABEL}_bedrock`);
  if (family === "canvas") {
    granted.s3Access.attachToRole(role.name, `${LABEL}_s3`);
    granted.configRead.attachToRole(role.name, `${LABEL}_config`);
  }
  const associated = associatedAccount(config);
  if (associated)
    pinned(new EksPodIdentityAssociation(scope, "pod-identity", { ...associated, roleArn: role.arn }), LABEL);
  return role;
}

function trustOf(config: Config, { namespace }: Kubernetes, identity: Identity): Trust {
  const { issuerHost = "", audience, podIdentity, serviceAccount } = identity;
  const account = accountOf(config);
  const only = { namespace, name: serviceAccount };
  if (podIdentity) {
    const clusterArn = eksClusterArn(account, config.aws.region, podIdentity.cluster);
    return podIdentityTrust({ clusterArn, serviceAccount: only });
  }
  return serviceAccountTrust({ account, issuer: issuerHost, audience, serviceAccount: only });
}

function addProvider(scope: Construct, config: Config, { provider, audience }: Identity, issuer: string) {
  const account = accountOf(config);
  return new OidcProvider(scope, "cluster", { account, issuer, mode: provider, audiences: [audience] }).resource;
}
