import type { Json, KubernetesManifest } from "../../model";
import { located } from "../assemble/build";

/**
 * Manifests that Terraform takes from a file get the place in the file, where each line is known: they are the same
 * objects, and what is wrong with them is said once.
 * @param ofFiles the manifests that were read in files
 */
export function atTheirFiles(
  manifests: readonly KubernetesManifest[],
  ofFiles: readonly KubernetesManifest[],
): KubernetesManifest[] {
  if (manifests.length === 0 || ofFiles.length === 0) return [...manifests];
  const byContent = new Map(ofFiles.map((one) => [content(one), one]));
  return manifests.map((one) => {
    const same = byContent.get(content(one));
    if (!same) return one;
    const { address, file } = same;
    return located(
      {
        address,
        root: one.root,
        file,
        get line() {
          return same.line;
        },
      },
      { manifest: one.manifest },
    );
  });
}

/** The same text for the same object, in whatever order its members are. */
const content = ({ manifest }: KubernetesManifest): string =>
  JSON.stringify(manifest.value, (_, value: Json) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
