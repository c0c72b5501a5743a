import { isKustomization } from "../read/kubernetes/kustomize/kustomization";
import { isBuilt, mayBeManifest } from "../read/kubernetes/may-be-manifest";

/**
 * Whether a file that is not text in UTF-8 may be a plan or a manifest, which are checked wherever they are. Any other
 * text matters only where a function names it.
 */
export function mayBeChecked(path: string, content: Buffer): boolean {
  if (path.endsWith(".json") || isBuilt(path) || isKustomization(path)) return true;
  // In UTF-16, every other byte of most letters is 0.
  const text = content.toString("latin1").replaceAll("\0", "");
  return mayBeManifest(path, text) || /"format_version"\s*:/.test(text);
}
