import type { Check } from "./check";
import { accessKeys } from "./checks/access-keys";
import { apiKeys } from "./checks/api-keys";
import { awsAccess } from "./checks/aws-access";
import { bearerToken } from "./checks/bearer-token";
import { canvasParameters } from "./checks/canvas-parameters";
import { canvasSecret } from "./checks/canvas-secret";
import { clusterAccess } from "./checks/cluster-access";
import { clusterProvider } from "./checks/cluster-provider";
import { externalSecret } from "./checks/external-secret";
import { issuer } from "./checks/issuer";
import { keyAge } from "./checks/key-age";
import { model } from "./checks/model";
import { modelEnd } from "./checks/model-end";
import { oidcProvider } from "./checks/oidc-provider";
import { parameterKey } from "./checks/parameter-key";
import { parameters } from "./checks/parameters";
import { pod } from "./checks/pod";
import { podIdentity } from "./checks/pod-identity";
import { policies } from "./checks/policies";
import { rolePolicies } from "./checks/role-policies";
import { s3 } from "./checks/s3";
import { secret } from "./checks/secret";
import { secretStore } from "./checks/secret-store";
import { session } from "./checks/session";
import { settings } from "./checks/settings";
import { tornPair } from "./checks/torn-pair";
import { trust } from "./checks/trust";
import { user } from "./checks/user";
import { userPolicies } from "./checks/user-policies";
import { webIdentity } from "./checks/web-identity";

/** In the order in which they are reported: from the account to the pod. */
export const CHECKS: readonly Check[] = [
  ...[bearerToken, awsAccess],
  ...[user, userPolicies, policies, accessKeys, keyAge, apiKeys],
  ...[trust, rolePolicies, oidcProvider, clusterProvider, issuer],
  ...[parameters, parameterKey, tornPair, settings, canvasParameters],
  ...[webIdentity, session, modelEnd, model, s3],
  ...[clusterAccess, secretStore, externalSecret, secret, pod, podIdentity, canvasSecret],
];
