import type { ModuleSource } from "../source/module-source";
import { parentFolder } from "../source/path";
import { isLoadedSettings } from "../source/terraform-file";
import type { Tfvars } from "../source/tfvars";
import { sourceOf } from "./installed-modules";
import { localPath } from "./module-address";
import type { FolderOf } from "./module-loader";

/**
 * The folders of root modules among those that were given: those that no other calls, or that have a state or settings of
 * their own although an example calls them. Of modules that only call each other, the first.
 */
export function rootFolders(
  given: readonly string[],
  modules: ReadonlyMap<string, ModuleSource>,
  settings: readonly Tfvars[],
  folderOf: FolderOf,
): string[] {
  const calledBy = (folder: string): string[] =>
    (modules.get(folder)?.calls ?? []).flatMap((call) => {
      const path = localPath(sourceOf(call));
      return path === undefined ? [] : folderOf(folder, path);
    });
  const called = new Set([...modules.keys()].flatMap(calledBy));
  const withSettings = new Set(settings.filter(isSet).map(({ file }) => parentFolder(file)));
  const isOwn = (folder: string) => hasState(modules.get(folder)) || withSettings.has(folder);
  const roots = new Set(given.filter((folder) => !called.has(folder) || isOwn(folder)));
  const reached = new Set<string>();
  const reach = (from: string) => {
    const open = [from];
    for (const folder of open)
      if (!reached.has(folder)) {
        reached.add(folder);
        open.push(...calledBy(folder));
      }
  };
  for (const folder of roots) reach(folder);
  for (const folder of given)
    if (!reached.has(folder)) {
      roots.add(folder);
      reach(folder);
    }
  return given.filter((folder) => roots.has(folder));
}

const hasState = (module: ModuleSource | undefined): boolean => module !== undefined && module.backends.length > 0;

const isSet = ({ file, settings }: Tfvars): boolean => isLoadedSettings(file) && settings.size > 0;
