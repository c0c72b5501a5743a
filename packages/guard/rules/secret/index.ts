import type { Rule } from "../../rule";
import { accessKeyActivated } from "./access-key-activated";
import { activeAccessKeyDestroyed } from "./active-access-key-destroyed";
import { backendCredential } from "./backend-credential";
import { bedrockApiKey } from "./bedrock-api-key";
import { kubernetesPlainSecret } from "./kubernetes-plain-secret";
import { literalCredential } from "./literal-credential";
import { longLivedAccessKey } from "./long-lived-access-key";
import { parameterName } from "./parameter-name";
import { providerCredential } from "./provider-credential";
import { secretInOutput } from "./secret-in-output";
import { secretInStringParameter } from "./secret-in-string-parameter";
import { userDataCredential } from "./user-data-credential";
import { variableSecretDefault } from "./variable-secret-default";

export const SECRET_RULES: readonly Rule[] = [
  literalCredential,
  providerCredential,
  backendCredential,
  variableSecretDefault,
  userDataCredential,
  secretInStringParameter,
  secretInOutput,
  kubernetesPlainSecret,
  longLivedAccessKey,
  accessKeyActivated,
  activeAccessKeyDestroyed,
  bedrockApiKey,
  parameterName,
];
