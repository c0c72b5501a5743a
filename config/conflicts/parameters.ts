import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

export function* parameterConflicts({ bedrock, runtime }: ConfigFile): Iterable<Problem> {
  // One ARN stands for a name with its leading slash and without.
  const keyId = `/${bedrock.accessKeyIdParameter}`.replace("//", "/");
  const secret = `/${bedrock.secretAccessKeyParameter}`.replace("//", "/");
  if (keyId === secret)
    yield {
      path: ["bedrock", "secretAccessKeyParameter"],
      message: "must be another parameter than bedrock.accessKeyIdParameter",
    };
  const settings = runtime.configuration.path;
  const message = `must lie outside ${settings}, where the runtime's settings are (runtime.configuration.path)`;
  if (keyId.startsWith(`${settings}/`)) yield { path: ["bedrock", "accessKeyIdParameter"], message };
  if (secret.startsWith(`${settings}/`)) yield { path: ["bedrock", "secretAccessKeyParameter"], message };
}
