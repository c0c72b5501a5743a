import { InputError } from "@openhands-aws/facts/program-error";
import { printable } from "../printable";

/** The error for a path that the file system cannot read. */
export function unreadable(path: string, error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new InputError(`${printable(path)}: there is no such file or folder. Check the path.`);
  return new InputError(`${printable(path)} cannot be read: ${printable(message)}. Check its permissions.`);
}
