import { dirname, join, resolve, sep } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { MAX_UNNAMED_FILE } from "../bounds";
import { printable } from "../printable";
import { AccessInputError } from "../read/access-input-error";
import type { InputFile, SourceTree, UnreadFile } from "../read/index";
import { isKustomization, KUSTOMIZATION_NAMES } from "../read/kubernetes/kustomize/kustomization";
import { referencesOf } from "../read/kubernetes/kustomize/references";
import { CONFIGURATION_NAMES, isIgnoredConfiguration, isTerraformFile } from "../read/source/terraform-file";
import { folded } from "../support/folded";
import { decodeText } from "./decode-text";
import { listFiles } from "./list-files";
import { mayBeChecked } from "./may-be-checked";
import { ScanRoot } from "./scan-root";
import { ScannedTree } from "./scanned-tree";
import { unreadable } from "./unreadable";

/** What is checked. */
export interface Input {
  readonly files: readonly InputFile[];
  /** The files that these name. */
  readonly elsewhere: SourceTree;
}

/**
 * Reads the given files, everything in the given folders, and what their kustomizations name (`../base`); modules and what
 * functions read are read later, where a configuration names them. Nothing outside of the root is read.
 * @param root that the user chose. @default as {@link ScanRoot} finds it
 * @throws InputError if a path is missing or cannot be read, AccessInputError if a file is not UTF-8
 */
export function readInput(paths: readonly string[], root?: string): Input {
  const kinds = new Map(paths.map((path) => [path, kindOf(path)]));
  const within = new ScanRoot(
    paths.filter((path) => kinds.get(path) !== "pipe"),
    root,
  );
  const files = new Map<string, InputFile>();
  const add = (found: readonly (string | UnreadFile)[]): InputFile[] =>
    found.flatMap((one) => {
      const key = resolve(typeof one === "string" ? one : one.path);
      if (files.has(key)) return [];
      const file =
        typeof one === "string" ? read(one, within, paths.includes(one)) : { ...one, path: slashed(one.path) };
      files.set(key, file);
      return [file];
    });
  for (const [path, kind] of kinds) {
    if (kind === "folder")
      for (let open = add(listFiles(path, within)); open.length > 0; )
        open = add(open.flatMap((file) => kustomizedBy(file, within)));
    else if (kind === "pipe") files.set(path, { path, text: decodeText(path, within.readPipe(path), "plan") });
    else if (isIgnoredConfiguration(path))
      throw new InputError(
        `${printable(path)} was not read: its name begins with a dot, so Terraform ignores it. Rename the file, or leave it out.`,
      );
    else
      for (const file of add([path]))
        if ("unread" in file) throw new InputError(`${printable(path)} was not read: ${file.unread}.`);
  }
  if (files.size === 0)
    throw new InputError(
      `${printable(folded(paths))}: no Terraform files, CloudFormation templates or Kubernetes manifests were found. Give ${CONFIGURATION_NAMES}, the output of terraform show -json, templates or manifests in YAML or JSON, or a folder that contains them.`,
    );
  return { files: [...files.values()], elsewhere: new ScannedTree(within) };
}

const slashed = (path: string): string => path.split(sep).join("/");

/** @param named by the user, who wants it to be read whatever it is */
function read(path: string, root: ScanRoot, named: boolean): InputFile {
  const terraform = isTerraformFile(path);
  const needed = named || terraform;
  const name = slashed(path);
  let content: Buffer | string;
  try {
    content = root.read(path, needed ? undefined : MAX_UNNAMED_FILE);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (typeof content === "string") return { path: name, unread: content };
  try {
    return { path: name, text: decodeText(path, content, terraform ? "terraform" : "plan") };
  } catch (error) {
    if (needed || !(error instanceof AccessInputError || error instanceof InputError)) throw error;
    return { path: name, unread: "it is not text in UTF-8", harmless: !mayBeChecked(path, content) };
  }
}

/** Files that a kustomization names, where they were not read with it. */
function kustomizedBy(file: InputFile, root: ScanRoot): (string | UnreadFile)[] {
  if ("unread" in file || !isKustomization(file.path)) return [];
  const folder = dirname(file.path);
  return referencesOf(file.path, file.text).flatMap((path): (string | UnreadFile)[] => {
    const at = join(folder, path, ".");
    const place = root.named(folder, path);
    if (place === undefined) return [];
    // The kustomization says what it lacks.
    if (typeof place === "string") return [{ path: at, unread: place, harmless: true }];
    root.hold(place);
    if (!place.state.isDirectory()) return [at];
    return KUSTOMIZATION_NAMES.map((name) => join(at, name))
      .filter((name) => root.targetOf(name))
      .slice(0, 1);
  });
}

/** A pipe is read only if the user names it: `terraform show -json plan.out | openhands-aws guard /dev/stdin`. */
type Kind = "folder" | "file" | "pipe";

/** @throws InputError if it is something else, or does not exist */
function kindOf(path: string): Kind {
  const state = ScanRoot.stateOf(path);
  if (state.isDirectory()) return "folder";
  if (state.isFile()) return "file";
  if (state.isFIFO()) return "pipe";
  throw new InputError(
    `${printable(path)} is not a folder, a regular file or a pipe. Save its content to a file and give that.`,
  );
}
