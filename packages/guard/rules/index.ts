import type { CatalogueRule, RuleText } from "../rule";
import { KUBERNETES_RULES } from "./kubernetes";
import { PERMISSION_RULES } from "./permission";
import { REGISTRY_RULES } from "./registry";
import { SECRET_RULES } from "./secret";
import { TRUST_RULES } from "./trust";
import { WORKFLOW_RULES } from "./workflow";

/** Every rule on Terraform. */
export const RULES: readonly CatalogueRule[] = [
  ...TRUST_RULES,
  ...PERMISSION_RULES,
  ...SECRET_RULES,
  ...REGISTRY_RULES,
  ...KUBERNETES_RULES,
];

/** Every rule. A test compares the list with the files. */
export const EVERY_RULE: readonly RuleText[] = [...RULES, ...WORKFLOW_RULES];
