import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { PROJECT } from "../project";

/** What is made and not committed. */
const MADE = readFileSync(join(PROJECT, ".gitignore"), "utf8")
  .split("\n")
  .filter((line) => line.endsWith("/"))
  .map((line) => line.slice(0, -1));
const ROOMS = readdirSync(PROJECT);
const FILES = filesBelow("");

/**
 * A file or folder of this repository, by its form: a known beginning, a slash at the end, or the ending of a file. DIR/
 * is a placeholder, `../` another repository, and .tf.json an ending.
 */
export const isPath = (word: string): boolean =>
  /^[\w.<>*@-]+(?:\/[\w.<>*@-]+)*\/?$/.test(word) &&
  !/^(?:\.\.\/|(?:\.\w+)+$|[A-Z]+\b(?!\.md))/.test(word) &&
  (word.endsWith("/") ||
    /\w\.(?:ts|mjs|cjs|js|json5?|ya?ml|md|tf|sh|txt|py)$/.test(word) ||
    (word.includes("/") && ROOMS.includes(word.split("/", 1)[0] ?? "")));

/**
 * Whether it is in the repository; `<name>` and `*` stand for any part of it.
 * @param folder of the document that names it; the name of a file alone may be in any
 */
export function isThere(path: string, folder: string): boolean {
  if (path.split("/").some((part) => MADE.includes(part))) return true;
  const pattern = path
    .replace(/\/$/, "")
    .replace(/[.@]/g, "\\$&")
    .replace(/<[^>]*>|\*/g, "[^/]+");
  const places = path.includes("/") ? ["", `${folder}/`] : ["(?:.*/)?"];
  const found = new RegExp(`^(?:${places.join("|")})${pattern}(?:/|$)`);
  return FILES.some((file) => found.test(file));
}

/** Where a link leads. @returns the path from the root, and the anchor */
export function targetOf(link: string, document: string): { path: string; anchor?: string } {
  const [path = "", anchor] = link.split("#");
  return { path: path === "" ? document : posix.join(posix.dirname(document), path), anchor };
}

export const linked = (path: string): boolean => existsSync(join(PROJECT, path));

function filesBelow(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true })
    .filter(({ name }) => name !== ".git" && !MADE.includes(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}
