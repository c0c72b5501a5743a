import type { Grant } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import type { Operations } from "../../config/operations";
import type { ClusterRule } from "./cluster-rule";
import { issuerGrants, issuerRules } from "./issuer";
import { revokeGrants } from "./revoke";
import { rollbackGrants, rollbackRules } from "./rollback";
import { rotateGrants, rotateRules } from "./rotate";
import { verifyGrants, verifyRules } from "./verify";

export type Verb = keyof Operations["roles"];

interface Rights {
  readonly grants: (config: Config, operations: Operations) => Grant[];
  /** @default it needs no cluster */
  readonly rules?: (kubernetes: Kubernetes) => ClusterRule[];
}

/** What each verb needs, in the account and in the cluster. */
export const RIGHTS: Readonly<Record<Verb, Rights>> = {
  verify: { grants: verifyGrants, rules: verifyRules },
  rotate: { grants: rotateGrants, rules: rotateRules },
  revoke: { grants: (config, { keyRoles }) => revokeGrants(config, keyRoles) },
  rollback: { grants: (config, { keyRoles }) => rollbackGrants(config, keyRoles), rules: rollbackRules },
  issuer: { grants: issuerGrants, rules: issuerRules },
};
