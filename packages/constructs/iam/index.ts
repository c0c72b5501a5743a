export type { IamAction } from "../.gen/iam-actions";
export {
  type Account,
  bucketArn,
  ecrRepositoryArn,
  eksClusterArn,
  foundationModelArn,
  inferenceProfileArn,
  logGroupArn,
  oidcProviderArn,
  parameterArn,
  podIdentityAssociationArn,
  policyArn,
  roleArn,
  topicArn,
  trailArn,
  userArn,
} from "./arn";
export { fromAddresses } from "./from-addresses";
export { ManagedPolicy, type ManagedPolicyProps } from "./managed-policy";
export { type Need, needsBelow } from "./need";
export { limitLength, policyDocument } from "./policy-document";
export { Role, type RoleProps } from "./role";
export { chainGrant, chainTrust, type RoleChain } from "./role-chain";
export { serviceTrust } from "./service-trust";
export { MOST_SESSION_POLICY_CHARACTERS, sessionGrants } from "./session-policy";
export {
  type Condition,
  type ConditionOperator,
  type Grant,
  type ResourceStatement,
  type Trust,
  toPolicyJson,
} from "./statement";
