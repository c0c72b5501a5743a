import type { Stacks } from "../stacks/synthesize";
import { renderJson } from "./json";
import type { Tree } from "./write-tree";

/** Where the `cdktf` command line looks for a synthesized app: manifest.json and stacks/<stack>/cdk.tf.json. */
export function cdktfOutput(stacks: Stacks): Tree {
  const tree = new Map<string, string>();
  const manifest: Record<string, object> = {};
  let version: unknown;
  for (const [name, json] of stacks) {
    const workingDirectory = `stacks/${name}`;
    const synthesizedStackPath = `${workingDirectory}/cdk.tf.json`;
    tree.set(synthesizedStackPath, renderJson(json));
    manifest[name] = {
      name,
      constructPath: name,
      workingDirectory,
      synthesizedStackPath,
      stackMetadataPath: `${workingDirectory}/metadata.json`,
      annotations: [],
      dependencies: [],
    };
    version = (json["//"] as { metadata: { version: unknown } }).metadata.version;
  }
  return tree.set("manifest.json", renderJson({ version, stacks: manifest }));
}
