import type { UncheckedManifest } from "../../model";
import { parentFolder } from "../source/path";

/** The charts of Helm among files. Their templates become YAML only when Helm fills them in. */
export interface Charts {
  /** That they are not checked. */
  readonly unchecked: readonly UncheckedManifest[];
  readonly isTemplate: (path: string) => boolean;
}

/** @see https://helm.sh/docs/topics/charts/#the-chart-file-structure */
export function chartsIn(paths: readonly string[]): Charts {
  const templates = new Map<string, number>();
  for (const path of paths)
    if (/(?:^|\/)Chart\.yaml$/.test(path)) templates.set(within(parentFolder(path), "templates/"), 0);
  const folderOf = (path: string): string | undefined => {
    for (let at = path.lastIndexOf("/templates/"); at >= 0 || path.startsWith("templates/"); ) {
      const folder = at < 0 ? "templates/" : path.slice(0, at + "/templates/".length);
      if (templates.has(folder)) return folder;
      if (at <= 0) return undefined;
      at = path.lastIndexOf("/templates/", at - 1);
    }
    return undefined;
  };
  for (const path of templates.size > 0 ? paths : []) {
    const folder = folderOf(path);
    if (folder !== undefined && /\.(?:ya?ml|json)$/.test(path)) templates.set(folder, (templates.get(folder) ?? 0) + 1);
  }
  const unchecked = [...templates].flatMap(([folder, count]): UncheckedManifest[] => {
    const chart = folder.slice(0, -"/templates/".length) || ".";
    const file = within(folder.slice(0, -"templates/".length), "Chart.yaml");
    if (count === 0) return [];
    const files = count === 1 ? "1 template" : `${count} templates`;
    return [
      {
        ...{ address: file, root: parentFolder(file), file, line: 1, later: true },
        what: `The Helm chart ${chart} is not checked: ${files} must be filled in by Helm first.`,
        fix: "Check what helm template prints.",
      },
    ];
  });
  return { unchecked, isTemplate: (path) => templates.size > 0 && folderOf(path) !== undefined };
}

const within = (folder: string, path: string): string =>
  folder === "" || folder.endsWith("/") ? folder + path : `${folder}/${path}`;
