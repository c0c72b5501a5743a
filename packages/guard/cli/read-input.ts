import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { AccessInputError, type TerraformFile } from "../read";
import { placeOf } from "../read/access-input-error";

/** Copies of what is elsewhere, and what is no configuration. */
const SKIPPED_FOLDERS = new Set([".git", ".terraform", "node_modules"]);
const TERRAFORM = /\.(?:tf|tf\.json|tfvars|tfvars\.json)$/;
/** Plans, and what `file` and `templatefile` usually read. */
const OTHERS = /\.(?:json|tpl|tftpl|tmpl|ya?ml|txt)$/;
const ZIP = Buffer.from("PK\u0003\u0004", "latin1");
/** Bytes; a larger file is no template of a policy. */
const LARGEST_OTHER = 64 * 1024 * 1024;

/**
 * Reads the files that are given, and those in the folders that are given and in all below them; and the modules beside a
 * folder that its configuration calls (`../modules/role`), as Terraform does.
 * @throws InputError if a path is missing or cannot be read, AccessInputError if a file is not UTF-8
 */
export function readInput(paths: readonly string[]): TerraformFile[] {
  const files = new Map<string, TerraformFile>();
  const add = (found: readonly string[]): TerraformFile[] =>
    found.flatMap((file) => {
      if (files.has(resolve(file))) return [];
      const read = { path: file.split(sep).join("/"), text: textOf(file) };
      files.set(resolve(file), read);
      return [read];
    });
  for (const path of paths) {
    if (!statOf(path).isDirectory()) add([path]);
    else for (let open = add(filesIn(path)); open.length > 0; ) open = add(open.flatMap(modulesOf));
  }
  if (files.size === 0)
    throw new InputError(
      `${paths.join(", ")}: there are no files of Terraform. Give *.tf, *.tf.json, the output of terraform show -json, or a folder of them.`,
    );
  return [...files.values()];
}

/** Files of the modules that a configuration calls by a path that leads upwards; those below were read with it. */
function modulesOf({ path, text }: TerraformFile): string[] {
  if (!/\.tf(?:\.json)?$/.test(path)) return [];
  const sources = [...text.matchAll(/(?:^\s*source\s*=|"source"\s*:)\s*"(\.\.(?:\/[^"]*)?)"/gm)].map(
    ([, source = ""]) => source,
  );
  return [...new Set(sources)].flatMap((source) => {
    const folder = join(dirname(path), source, ".");
    // Whatever else a path leads to, such as the root of the file system, is no module.
    if (!holdsConfiguration(folder)) return [];
    // Its own folders below may hold other roots, such as examples; what is called there is found by its path.
    return filesIn(folder).filter((file) => !TERRAFORM.test(file) || dirname(file) === folder);
  });
}

function holdsConfiguration(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => /\.tf(?:\.json)?$/.test(name));
  } catch {
    return false;
  }
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function filesIn(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : filesIn(path);
      return isWanted(entry, path) ? [path] : [];
    });
}

/** A link to a folder is not followed: it may lead in a circle. One that leads nowhere is no file. */
function isWanted(entry: Dirent, path: string): boolean {
  if (!TERRAFORM.test(entry.name) && !OTHERS.test(entry.name)) return false;
  if (!entry.isFile() && !entry.isSymbolicLink()) return false;
  const stat = targetOf(path);
  return stat?.isFile() === true && (TERRAFORM.test(entry.name) || stat.size <= LARGEST_OTHER);
}

function targetOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOOP") return undefined;
    throw unreadable(path, error);
  }
}

function textOf(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (bytes.subarray(0, 4).equals(ZIP))
    throw new InputError(`${path} is a saved plan, or another archive. Give what terraform show -json prints of it.`);
  const text = bytes.toString("utf8");
  if (text.includes("\uFFFD")) checkEncoding(path, bytes, text);
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** What is not UTF-8 was replaced, and so is written back differently. */
function checkEncoding(path: string, bytes: Buffer, text: string): void {
  const again = Buffer.from(text, "utf8");
  if (again.equals(bytes)) return;
  const at = again.findIndex((byte, index) => byte !== bytes[index]);
  const place = placeOf(path, text, bytes.subarray(0, at).toString("utf8").length);
  throw new AccessInputError(place, "the file is not encoded in UTF-8", "Save it in UTF-8, as Terraform demands");
}

function unreadable(path: string, error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new InputError(`${path}: there is no such file or folder. Check the path.`);
  return new InputError(`${path} cannot be read: ${message}. Check its permissions.`);
}
