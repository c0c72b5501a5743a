export type { IamAction } from "../.gen/iam-actions";
export {
  type Account,
  bucketArn,
  ecrRepositoryArn,
  foundationModelArn,
  inferenceProfileArn,
  oidcProviderArn,
  parameterArn,
  roleArn,
  userArn,
} from "./arn";
export { ManagedPolicy, type ManagedPolicyProps } from "./managed-policy";
export { type Need, needsBelow } from "./need";
export { limitLength } from "./policy-document";
export { Role, type RoleProps } from "./role";
export { chainGrant, chainTrust, type RoleChain } from "./role-chain";
export { MOST_SESSION_POLICY_CHARACTERS, sessionGrants } from "./session-policy";
export { type Condition, type ConditionOperator, type Grant, type Trust, toPolicyJson } from "./statement";
