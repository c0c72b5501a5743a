import type { CatalogueRule } from "../rule";
import { KUBERNETES_RULES } from "./kubernetes";
import { PERMISSION_RULES } from "./permission";
import { REGISTRY_RULES } from "./registry";
import { SECRET_RULES } from "./secret";
import { TRUST_RULES } from "./trust";

/** Every rule there is. A test holds the list against the files. */
export const RULES: readonly CatalogueRule[] = [
  ...TRUST_RULES,
  ...PERMISSION_RULES,
  ...SECRET_RULES,
  ...REGISTRY_RULES,
  ...KUBERNETES_RULES,
];
