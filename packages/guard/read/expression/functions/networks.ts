import type { TerraformFunction } from ".";
import { bad, integer, notEvaluated, number, text } from "./arguments";
import { listOf } from "./collections";

/** @see https://developer.hashicorp.com/terraform/language/functions#ip-network-functions */
export const NETWORKS: Readonly<Record<string, TerraformFunction>> = {
  cidrhost: ([prefix, host]) => {
    const { address, length, bits } = network(text(prefix));
    const wanted = number(host);
    if (!Number.isSafeInteger(wanted)) return notEvaluated(`the host ${wanted}`);
    const at = BigInt(wanted);
    const size = 1n << BigInt(bits - length);
    const offset = at < 0n ? size + at : at;
    return offset < 0n || offset >= size ? bad("the network has no such host") : shown(address + offset, bits);
  },
  cidrnetmask: ([prefix]) => {
    const { length, bits } = network(text(prefix));
    return bits === 128 ? bad("an IPv6 network has no netmask") : shown(mask(length, bits), bits);
  },
  cidrsubnet: ([prefix, newBits, number]) => {
    const { address, length, bits } = network(text(prefix));
    const longer = length + integer(newBits);
    const at = integer(number);
    if (longer < length || at < 0) return notEvaluated("a negative number");
    if (longer > bits || BigInt(at) >= 1n << BigInt(longer - length)) bad("the network has no such part");
    return `${shown(address + (BigInt(at) << BigInt(bits - longer)), bits)}/${longer}`;
  },
  cidrsubnets: ([prefix, ...newBits]) => {
    const { address, length, bits } = network(text(prefix));
    let next = address;
    const parts = newBits.map((more) => {
      const longer = length + integer(more);
      if (longer <= length || longer > bits || longer > length + 32) bad("the network has no such part");
      const size = 1n << BigInt(bits - longer);
      const start = ((next + size - 1n) / size) * size;
      next = start + size;
      if (next > address + (1n << BigInt(bits - length))) bad("the network is too small for these parts");
      return `${shown(start, bits)}/${longer}`;
    });
    return listOf(parts, "string");
  },
};

interface Network {
  readonly address: bigint;
  readonly length: number;
  readonly bits: 32 | 128;
}

const mask = (length: number, bits: number): bigint => ((1n << BigInt(length)) - 1n) << BigInt(bits - length);

// Terraform reads leading zeros, addresses with a zone and IPv4 in IPv6 in its own way.
const BYTE = "(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])";
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);

const isIpv6 = (ip: string): boolean =>
  /^[0-9a-f:]+$/i.test(ip) &&
  ip.split("::").length <= 2 &&
  ip.split("::").every((half) => /^(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?$/i.test(half)) &&
  (ip.includes("::") ? ip.split(/:+/).filter(Boolean).length < 8 : ip.split(":").length === 8);

function network(prefix: string): Network {
  const [, ip = "", digits = ""] = /^([^/]*)\/(\d{1,3})$/.exec(prefix) ?? [];
  const version = IPV4.test(ip) ? 4 : isIpv6(ip) ? 6 : notEvaluated(`${prefix} is not evaluated`);
  if (/^0\d/.test(digits)) return notEvaluated(`${prefix} is not evaluated`);
  const bits = version === 4 ? 32 : 128;
  const length = Number(digits);
  if (length > bits) return bad(`${prefix} has too long a mask`);
  const address = version === 4 ? joined(ip.split("."), 8n, 10) : joined(groups(ip), 16n, 16);
  return { address: address & mask(length, bits), length, bits };
}

const joined = (parts: readonly string[], width: bigint, base: number): bigint =>
  parts.reduce((sum, part) => (sum << width) | BigInt(Number.parseInt(part, base)), 0n);

function groups(ip: string): string[] {
  const [left = "", right] = ip.split("::");
  const [before, after] = [left, right ?? ""].map((half) => half.split(":").filter(Boolean)) as [string[], string[]];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => "0"), ...after];
}

function shown(address: bigint, bits: 32 | 128): string {
  const width = bits === 32 ? 8n : 16n;
  const parts = Array.from({ length: bits === 32 ? 4 : 8 }, (_, at) =>
    Number((address >> (BigInt(bits) - width * BigInt(at + 1))) & ((1n << width) - 1n)),
  );
  if (bits === 32) return parts.join(".");
  const text = parts.map((part) => part.toString(16)).join(":");
  // The longest run of zeros, the first of several, is left out.
  const [run] = [...text.matchAll(/(?<=^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  return run
    ? `${text.slice(0, run.index).replace(/:$/, "")}::${text.slice(run.index + run[0].length).replace(/^:/, "")}`
    : text;
}
