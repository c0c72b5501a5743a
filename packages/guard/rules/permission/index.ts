import type { CatalogueRule } from "../../rule";
import { broadManagedPolicy } from "./broad-managed-policy";
import { clusterAdministrator } from "./cluster-administrator";
import { deadGrant } from "./dead-grant";
import { decidedElsewhere } from "./decided-elsewhere";
import { inferenceProfileWithoutModels } from "./inference-profile-without-models";
import { invalidArn } from "./invalid-arn";
import { malformedPolicy } from "./malformed-policy";
import { managedPolicyQuota } from "./managed-policy-quota";
import { modelPastProfile } from "./model-past-profile";
import { modelWithoutProfile } from "./model-without-profile";
import { notActionAllow } from "./not-action-allow";
import { notResourceAllow } from "./not-resource-allow";
import { openResource } from "./open-resource";
import { policySize } from "./policy-size";
import { privilegeEscalation } from "./privilege-escalation";
import { profileRegion } from "./profile-region";
import { readsAllParameters } from "./reads-all-parameters";
import { redundantPermission } from "./redundant-permission";
import { unboundedBedrock } from "./unbounded-bedrock";
import { unknownAction } from "./unknown-action";
import { unknownPermission } from "./unknown-permission";
import { voidAction } from "./void-action";
import { voidResource } from "./void-resource";
import { wideResource } from "./wide-resource";
import { wildcardAction } from "./wildcard-action";

export const PERMISSION_RULES: readonly CatalogueRule[] = [
  privilegeEscalation,
  wildcardAction,
  wideResource,
  broadManagedPolicy,
  notActionAllow,
  notResourceAllow,
  openResource,
  readsAllParameters,
  unboundedBedrock,
  modelWithoutProfile,
  modelPastProfile,
  inferenceProfileWithoutModels,
  profileRegion,
  unknownAction,
  voidAction,
  voidResource,
  invalidArn,
  malformedPolicy,
  clusterAdministrator,
  deadGrant,
  redundantPermission,
  policySize,
  managedPolicyQuota,
  unknownPermission,
  decidedElsewhere,
];
