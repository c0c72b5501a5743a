/** An address and how many of its leading bits count. */
export interface IpRange {
  readonly bits: bigint;
  /** 32 or 128. */
  readonly size: number;
  readonly prefix: number;
}

/** `203.0.113.0/24`, `2001:db8::/32`, or one address. @returns undefined where it is none of these */
export function parseIpRange(text: string): IpRange | undefined {
  const [, address, prefixText] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  if (address === undefined) return undefined;
  const size = address.includes(":") ? 128 : 32;
  const bits = size === 128 ? parseV6(address) : parseV4(address);
  const prefix = prefixText === undefined ? size : Number(prefixText);
  return bits === undefined || prefix > size ? undefined : { bits, size, prefix };
}

export function inRange(address: IpRange, range: IpRange): boolean {
  if (address.size !== range.size || address.prefix < range.prefix) return false;
  const rest = BigInt(range.size - range.prefix);
  return address.bits >> rest === range.bits >> rest;
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  // A dotted tail (::ffff:192.0.2.1) stands for the last two groups.
  const lastColon = text.lastIndexOf(":");
  const tail = text.slice(lastColon + 1);
  if (tail.includes(".")) {
    const bits = parseV4(tail);
    if (bits === undefined) return undefined;
    return parseV6(`${text.slice(0, lastColon + 1)}${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`);
  }
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...new Array<string>(missing).fill("0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
