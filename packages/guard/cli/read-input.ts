import { existsSync, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import type { InputFile, UnreadFile } from "../read/index";
import { folded } from "../support/folded";
import { decodeText } from "./decode-text";
import { listFiles } from "./list-files";
import { ScanRoot } from "./scan-root";
import { unreadable } from "./unreadable";

const TERRAFORM = /\.(?:tf|tf\.json|tfvars|tfvars\.json)$/;
/** Bytes; a larger file that the user does not name is not a policy template. */
const LARGEST_OTHER = 64 * 1024 * 1024;

/**
 * Reads the given files, everything in the given folders, and the modules beside a folder that its configuration calls
 * (`../modules/role`), as Terraform does. Nothing outside of these is read.
 * @throws InputError if a path is missing or cannot be read, AccessInputError if a file is not UTF-8
 */
export function readInput(paths: readonly string[]): InputFile[] {
  const root = new ScanRoot();
  const kinds = new Map(paths.map((path) => [path, kindOf(path)]));
  for (const [path, kind] of kinds) if (kind !== "pipe") root.add(path);
  const limitOf = (path: string) => (paths.includes(path) || TERRAFORM.test(path) ? undefined : LARGEST_OTHER);
  const files = new Map<string, InputFile>();
  const add = (found: readonly (string | UnreadFile)[]): InputFile[] =>
    found.flatMap((one) => {
      const key = resolve(typeof one === "string" ? one : one.path);
      if (files.has(key)) return [];
      const file = typeof one === "string" ? read(one, root, limitOf(one)) : { ...one, path: slashed(one.path) };
      files.set(key, file);
      return [file];
    });
  for (const [path, kind] of kinds) {
    if (kind === "folder")
      for (let open = add(listFiles(path, root)); open.length > 0; )
        open = add(open.flatMap((file) => modulesOf(file, path, root)));
    else if (kind === "pipe") files.set(path, { path, text: decodeText(path, readFileSync(path)) });
    else
      for (const file of add([path]))
        if ("unread" in file) throw new InputError(`${path} was not read: ${file.unread}.`);
  }
  if (files.size === 0)
    throw new InputError(
      `${folded(paths)}: no Terraform files were found. Give *.tf, *.tf.json, the output of terraform show -json, or a folder that contains them.`,
    );
  return [...files.values()];
}

const slashed = (path: string): string => path.split(sep).join("/");

function read(path: string, root: ScanRoot, largest?: number): InputFile {
  let content: Buffer | string;
  try {
    content = root.read(path, largest);
  } catch (error) {
    throw unreadable(path, error);
  }
  const name = slashed(path);
  return typeof content === "string"
    ? { path: name, unread: content }
    : { path: name, text: decodeText(path, content) };
}

/** Files of the modules that a configuration calls by a path that leads upwards; modules below were read with it. */
function modulesOf(file: InputFile, given: string, root: ScanRoot): (string | UnreadFile)[] {
  if ("unread" in file || !/\.tf(?:\.json)?$/.test(file.path)) return [];
  const sources = [...file.text.matchAll(/(?:^\s*source\s*=|"source"\s*:)\s*"(\.\.(?:\/[^"]*)?)"/gm)].map(
    ([, source = ""]) => source,
  );
  return [...new Set(sources)].flatMap((source) => {
    const folder = join(dirname(file.path), source, ".");
    if (!existsSync(folder)) return [];
    const unread = root.refusalBeside(given, folder);
    if (unread !== undefined) return [{ path: folder, unread }];
    // Any other folder, such as the root of the file system, is not a module.
    if (!holdsConfiguration(folder)) return [];
    root.add(folder);
    // Its subfolders may be other roots, such as examples; modules that it calls there are found by their paths.
    return listFiles(folder, root).filter(
      (one) => typeof one !== "string" || !TERRAFORM.test(one) || dirname(one) === folder,
    );
  });
}

function holdsConfiguration(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => /\.tf(?:\.json)?$/.test(name));
  } catch {
    return false;
  }
}

/** A pipe is read only if the user names it: `terraform show -json plan.out | openhands-aws guard /dev/stdin`. */
type Kind = "folder" | "file" | "pipe";

/** @throws InputError if it is something else, or does not exist */
function kindOf(path: string): Kind {
  let state: Stats;
  try {
    state = statSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (state.isDirectory()) return "folder";
  if (state.isFile()) return "file";
  if (state.isFIFO()) return "pipe";
  throw new InputError(`${path} is not a folder, a regular file or a pipe. Save its content to a file and give that.`);
}
