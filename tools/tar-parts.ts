/** A stretch of a tar archive. */
export interface TarPart {
  /** The entry's path; a header or a long name has the same path with a word before it. */
  readonly name: string;
  readonly bytes: Buffer;
}

const BLOCK = 512;

/**
 * A whole tar archive in parts: each entry's header and content, and what comes after the last one. An entry that another
 * layer deletes is included like any other.
 * @returns undefined if the content does not begin with a header
 * @see https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
export function tarParts(content: Buffer): TarPart[] | undefined {
  if (content.length <= BLOCK || !isHeader(content, 0)) return undefined; // A header alone is not an archive.
  const parts: TarPart[] = [];
  let at = 0;
  let longName: string | undefined;
  while (isHeader(content, at)) {
    const header = content.subarray(at, at + BLOCK);
    const size = Number.parseInt(text(header, 124, 136), 8) || 0;
    const type = text(header, 156, 157);
    const name: string = longName ?? nameIn(header);
    const end = Math.min(at + BLOCK * (1 + Math.ceil(size / BLOCK)), content.length);
    const bytes = content.subarray(at + BLOCK, end);
    parts.push({ name: `header of ${name}`, bytes: header });
    if (bytes.length > 0) parts.push({ name: "LKxg".includes(type || "0") ? `attributes of ${name}` : name, bytes });
    if (type !== "g" && type !== "K") longName = longNameIn(type, bytes);
    at = end;
  }
  if (at < content.length) parts.push({ name: "after the last entry", bytes: content.subarray(at) });
  return parts;
}

/** Checks the checksum of its bytes, in which the checksum itself counts as blanks. */
function isHeader(content: Buffer, at: number): boolean {
  if (at + BLOCK > content.length || content[at] === 0) return false;
  const stated = Number.parseInt(text(content, at + 148, at + 156), 8);
  let sum = 0;
  for (let index = 0; index < BLOCK; index++) sum += index >= 148 && index < 156 ? 32 : (content[at + index] as number);
  return sum === stated;
}

function nameIn(header: Buffer): string {
  const prefix = text(header, 257, 263) === "ustar" ? text(header, 345, 500) : "";
  return (prefix ? `${prefix}/` : "") + text(header, 0, 100);
}

/** The next entry's name: GNU gives it as it is, POSIX as the record `LENGTH path=NAME`. */
function longNameIn(type: string, bytes: Buffer): string | undefined {
  if (type === "L") return text(bytes, 0, bytes.length);
  if (type === "x") return /(?:^|\n)\d+ path=(.*)\n/.exec(bytes.toString())?.[1];
  return undefined;
}

const text = (bytes: Buffer, start: number, end: number): string =>
  bytes.toString("utf8", start, end).split("\0", 1)[0] ?? "";
