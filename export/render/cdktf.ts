import { type Rendered, renderJson } from "./json";
import type { Tree } from "./tree";

/** Where the `cdktf` command line looks for a synthesized app: manifest.json and stacks/<stack>/cdk.tf.json. */
export function cdktfOutput(stacks: Rendered): Tree {
  const tree = new Map<string, string>();
  const manifest: Record<string, object> = {};
  let version = "";
  for (const [name, text] of stacks) {
    const workingDirectory = `stacks/${name}`;
    const synthesizedStackPath = `${workingDirectory}/cdk.tf.json`;
    tree.set(synthesizedStackPath, text);
    manifest[name] = {
      name,
      constructPath: name,
      workingDirectory,
      synthesizedStackPath,
      stackMetadataPath: `${workingDirectory}/metadata.json`,
      annotations: [],
      dependencies: [],
    };
    version = /"version": "([^"]*)"/.exec(text)?.[1] ?? version; // Of CDKTF, in the file's first block.
  }
  return tree.set("manifest.json", renderJson({ version, stacks: manifest }));
}
