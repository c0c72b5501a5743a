import { isUtf8 } from "node:buffer";
import * as fs from "node:fs";

/**
 * The file system, with every name as text. A name is bytes, and Terraform reads a file whatever they are. A byte that is
 * not UTF-8 is kept as half a character, from which it can be told, as Python does.
 * @see https://peps.python.org/pep-0383/
 */
const BYTES = { encoding: "buffer" } as const;

export const existsSync = (path: string): boolean => fs.existsSync(onDisk(path));
export const openSync = (path: string, flags: number): number => fs.openSync(onDisk(path), flags);
export const realpathSync = (path: string): string => nameOf(fs.realpathSync.native(onDisk(path), BYTES));
export const statSync = (path: string): fs.Stats => fs.statSync(onDisk(path));
export const readdirSync = (path: string): fs.Dirent[] =>
  fs
    .readdirSync(onDisk(path), { ...BYTES, withFileTypes: true })
    .map((entry) => Object.assign(entry as unknown as fs.Dirent, { name: nameOf(entry.name) }));

const BYTE = 0xdc00;

function nameOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let name = "";
  for (let at = 0; at < bytes.length; ) {
    const character = [1, 2, 3, 4].map((length) => bytes.subarray(at, at + length)).find(isUtf8);
    name += character ? character.toString("utf8") : String.fromCharCode(BYTE + (bytes[at] ?? 0));
    at += character?.length ?? 1;
  }
  return name;
}

const HALF = /(\p{Cs})/u;

function onDisk(path: string): string | Buffer {
  if (!HALF.test(path)) return path;
  const parts = path.split(HALF);
  return Buffer.concat(
    parts.map((part) => (HALF.test(part) ? Buffer.of(part.charCodeAt(0) & 0xff) : Buffer.from(part))),
  );
}
