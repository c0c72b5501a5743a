/** Folder of a file's path; "" for a bare name. */
export const parentFolder = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** `path` seen from `folder`, without `.` and `..` as far as they can be resolved. */
export function joinPath(folder: string, path: string): string {
  const absolute = path.startsWith("/") || (folder.startsWith("/") && !path.startsWith("/"));
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${folder}/${path}`).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !absolute) parts.push(part);
  }
  return (absolute ? "/" : "") + parts.join("/");
}

/** A path below or beside a folder, seen from that folder: `.`, `m`, `../m`. Both are as {@link joinPath} gives them. */
export function relativePath(folder: string, path: string): string {
  const from = folder.split("/").filter((part) => part !== "");
  const to = path.split("/").filter((part) => part !== "");
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/") || ".";
}
