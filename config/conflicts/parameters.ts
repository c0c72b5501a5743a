import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

export function* parameterConflicts({ bedrock, runtime }: ConfigFile): Iterable<Problem> {
  // A name has the same ARN with a leading slash and without.
  const keyId = `/${bedrock.accessKeyIdParameter}`.replace("//", "/");
  const secret = `/${bedrock.secretAccessKeyParameter}`.replace("//", "/");
  if (keyId === secret)
    yield {
      path: ["bedrock", "secretAccessKeyParameter"],
      message: "must be a different parameter from bedrock.accessKeyIdParameter",
    };
  const settings = runtime.configuration.path;
  const message = `must be outside ${settings}, which contains the runtime's settings (runtime.configuration.path)`;
  if (keyId.startsWith(`${settings}/`)) yield { path: ["bedrock", "accessKeyIdParameter"], message };
  if (secret.startsWith(`${settings}/`)) yield { path: ["bedrock", "secretAccessKeyParameter"], message };
}
