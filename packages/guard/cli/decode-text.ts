import { InputError } from "@openhands-aws/facts/program-error";
import { printable } from "../printable";
import { AccessInputError, placeOf } from "../read/access-input-error";

const ZIP = Buffer.from("PK\u0003\u0004", "latin1");

/** Who reads a text: only a plan may be in UTF-16, in which PowerShell writes what `terraform show -json` prints. */
type Reader = "terraform" | "plan" | "function";

/**
 * @param reader a function of Terraform also sees a byte order mark
 * @throws InputError if it is a saved plan, AccessInputError if it is not UTF-8
 */
export function decodeText(path: string, bytes: Buffer, reader: Reader): string {
  if (bytes.subarray(0, 4).equals(ZIP))
    throw new InputError(
      `${printable(path)} is a saved plan or another archive. Give the output of terraform show -json for it instead.`,
    );
  const text = (reader === "plan" ? utf16(bytes) : undefined) ?? bytes.toString("utf8");
  if (text.includes("\uFFFD")) checkEncoding(path, bytes, text);
  return reader !== "function" && text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** By its byte order mark. */
function utf16(bytes: Buffer): string | undefined {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return undefined;
  const mark = bytes.readUInt16LE(0);
  if (mark === 0xfeff) return bytes.toString("utf16le");
  return mark === 0xfffe ? Buffer.from(bytes).swap16().toString("utf16le") : undefined;
}

/** Bytes that are not UTF-8 were replaced, and so differ when they are written back. */
function checkEncoding(path: string, bytes: Buffer, text: string): void {
  const again = Buffer.from(text, "utf8");
  if (again.equals(bytes)) return;
  const at = again.findIndex((byte, index) => byte !== bytes[index]);
  const place = placeOf(path, text, bytes.subarray(0, at).toString("utf8").length);
  throw new AccessInputError(place, "the file is not encoded in UTF-8", "Save it as UTF-8, which Terraform requires");
}
