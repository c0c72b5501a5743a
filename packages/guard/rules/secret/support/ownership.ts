import type { Resource } from "../../../model";
import { asText } from "../../../support/json";
import { matchesPattern } from "../../../text";

/** Arguments that a machine runs or reads when it starts. */
export const USER_DATA: ReadonlySet<string> = new Set([
  "user_data",
  "user_data_base64",
  "custom_data",
  "metadata_startup_script",
]);

/** A parameter that is stored as plain text. */
export const isPlainParameter = (resource: Resource): boolean =>
  resource.type === "aws_ssm_parameter" &&
  matchesPattern(asText(resource.argument("type")?.value ?? null), /^String/) === true;

export const isKubernetes = ({ type }: Resource): boolean =>
  type.startsWith("kubernetes_") || type === "kubectl_manifest";

/** Data sources that combine user data from parts. */
export const isCloudInit = ({ type }: Resource): boolean => /^(?:template_)?cloudinit_config$/.test(type);
