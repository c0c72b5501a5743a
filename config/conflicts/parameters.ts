import { canvasKeyParameters } from "../canvas-keys";
import { completeKubernetes } from "../kubernetes";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

type Named = readonly [path: readonly string[], parameter: string];

/** Parameters with secrets: each is one of its own, and outside the settings that every agent may read. */
export function* parameterConflicts(file: ConfigFile): Iterable<Problem> {
  const { bedrock, runtime } = file;
  const secrets: Named[] = [
    [["bedrock", "accessKeyIdParameter"], bedrock.accessKeyIdParameter],
    [["bedrock", "secretAccessKeyParameter"], bedrock.secretAccessKeyParameter],
  ];
  if (bedrock.apiKey) secrets.push([["bedrock", "apiKey", "parameter"], bedrock.apiKey.parameter]);
  const kubernetes = file.kubernetes && completeKubernetes(file, file.kubernetes);
  for (const { key, name } of canvasKeyParameters({ ...file, kubernetes }))
    secrets.push([["kubernetes", "canvas", "keys", key], name]);
  yield* readableByWorkflows(file, secrets);
  const owners = new Map<string, string>();
  const settings = runtime.configuration.path;
  for (const [path, parameter] of secrets) {
    const name = arnName(parameter);
    const owner = owners.get(name);
    if (owner) yield { path, message: `must be a different parameter from ${owner}` };
    owners.set(name, path.join("."));
    if (name.startsWith(`${settings}/`))
      yield {
        path,
        message: `must be outside ${settings}, which contains the runtime's settings (runtime.configuration.path)`,
      };
  }
}

/** A name has the same ARN with a leading slash and without. */
const arnName = (parameter: string) => `/${parameter}`.replace("//", "/");

/** Whoever reads a secret of these is the Bedrock user, or gets into Agent Canvas. */
function* readableByWorkflows({ deploy }: ConfigFile, secrets: readonly Named[]): Iterable<Problem> {
  for (const [label, { grants }] of Object.entries(deploy?.roles ?? {}))
    for (const [index, { parameters = [] }] of grants.entries())
      for (const [position, parameter] of parameters.entries()) {
        const secret = secrets.find(([, name]) => arnName(name) === arnName(parameter));
        if (secret)
          yield {
            path: ["deploy", "roles", label, "grants", index, "parameters", position],
            message: `must be another parameter: ${secret[0].join(".")} is a key that only the cluster's operator may read`,
          };
      }
}
