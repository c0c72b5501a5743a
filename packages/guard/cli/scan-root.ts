import { constants as limits } from "node:buffer";
import { closeSync, constants, existsSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const OUTSIDE =
  "a symbolic link leads outside the given paths; replace the link with a copy, or give a folder that contains both";

/**
 * What may be read: regular files whose real path is one that the user gave, or is below one. The author of the scanned
 * files also wrote their links, and no report may show what these lead to.
 */
export class ScanRoot {
  private readonly paths = new Set<string>();

  /** @param path that the user gave: if it is a link, its target is meant */
  add(path: string): void {
    this.paths.add(realpathSync(path));
  }

  /** Why a path must not be read: it is outside. */
  refusalOf(path: string): string | undefined {
    return this.holds(realpathSync(path)) ? undefined : OUTSIDE;
  }

  /**
   * Why a folder beside the given one must not be read: it is not where its path says, or outside the git checkout.
   * @param given what leads to it by a path such as `../modules`
   */
  refusalBeside(given: string, folder: string): string | undefined {
    const [from, real] = [realpathSync(given), realpathSync(folder)];
    if (this.holds(real)) return undefined;
    if (real !== resolve(from, relative(given, folder))) return OUTSIDE;
    const checkout = checkoutOf(from);
    return checkout === undefined || isIn(checkout, real)
      ? undefined
      : `it is outside ${checkout}, the git checkout that contains ${given}; give its path too`;
  }

  /**
   * @param largest bytes
   * @returns the content, or why it is not read
   */
  read(path: string, largest = limits.MAX_STRING_LENGTH): Buffer | string {
    const real = realpathSync(path);
    if (!this.holds(real)) return OUTSIDE;
    const state = statSync(real);
    if (!state.isFile()) return "it is not a regular file; save its content to one";
    if (state.size > largest) return `it is larger than ${Math.floor(largest / 2 ** 20)} MiB`;
    // If the file is replaced in between, opening it neither blocks nor follows a link.
    const file = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      return contentOf(file, state.size) ?? "it contains more than its size says, as files in /proc do";
    } finally {
      closeSync(file);
    }
  }

  private holds(real: string): boolean {
    return [...this.paths].some((root) => isIn(root, real));
  }
}

/** @returns undefined if the file is larger than that */
function contentOf(file: number, size: number): Buffer | undefined {
  const bytes = Buffer.alloc(size + 1);
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
  }
  return undefined;
}

const isIn = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function checkoutOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : checkoutOf(above);
}
