import { InputError } from "@openhands-aws/facts/program-error";
import { AccessInputError, placeOf } from "../read/access-input-error";

const ZIP = Buffer.from("PK\u0003\u0004", "latin1");

/** @throws InputError if it is a saved plan, AccessInputError if it is not UTF-8 */
export function decodeText(path: string, bytes: Buffer): string {
  if (bytes.subarray(0, 4).equals(ZIP))
    throw new InputError(
      `${path} is a saved plan or another archive. Give the output of terraform show -json for it instead.`,
    );
  const text = bytes.toString("utf8");
  if (text.includes("\uFFFD")) checkEncoding(path, bytes, text);
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** Bytes that are not UTF-8 were replaced, and so differ when they are written back. */
function checkEncoding(path: string, bytes: Buffer, text: string): void {
  const again = Buffer.from(text, "utf8");
  if (again.equals(bytes)) return;
  const at = again.findIndex((byte, index) => byte !== bytes[index]);
  const place = placeOf(path, text, bytes.subarray(0, at).toString("utf8").length);
  throw new AccessInputError(place, "the file is not encoded in UTF-8", "Save it as UTF-8, which Terraform requires");
}
