import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where install.ts has packed. */
export const PACKED = process.env.OPENHANDS_AWS_PACKED as string;

/** What was packed: a clone, installed and compiled. */
export const CHECKOUT = join(PACKED, "checkout");

export interface Packed {
  readonly name: string;
  /** Of the tarball. */
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

export const packed: readonly Packed[] = JSON.parse(readFileSync(join(PACKED, "packed.json"), "utf8"));

/** The tarball of a package. */
export function tarball(name: string): string {
  const found = packed.find((one) => one.name === name);
  if (!found) throw new Error(`${name} was not packed`);
  return join(PACKED, "tarballs", found.filename);
}
