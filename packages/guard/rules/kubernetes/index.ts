import type { Rule } from "../../rule";
import { deprecatedExternalSecretsVersion } from "./deprecated-external-secrets-version";
import { duplicateEnvironmentVariable } from "./duplicate-environment-variable";
import { externalSecretParameter } from "./external-secret-parameter";
import { manifestNotChecked } from "./manifest-not-checked";
import { missingSecretKey } from "./missing-secret-key";
import { noncanonicalDuration } from "./noncanonical-duration";
import { noncanonicalQuantity } from "./noncanonical-quantity";
import { privilegedPod } from "./privileged-pod";

export const KUBERNETES_RULES: readonly Rule[] = [
  noncanonicalQuantity,
  noncanonicalDuration,
  deprecatedExternalSecretsVersion,
  externalSecretParameter,
  missingSecretKey,
  duplicateEnvironmentVariable,
  privilegedPod,
  manifestNotChecked,
];
