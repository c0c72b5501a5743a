import { InputError } from "@openhands-aws/facts/program-error";

/** The error for a path that the file system cannot read. */
export function unreadable(path: string, error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new InputError(`${path}: there is no such file or folder. Check the path.`);
  return new InputError(`${path} cannot be read: ${message}. Check its permissions.`);
}
