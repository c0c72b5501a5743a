/** Ends a program with exit code 2. The message says what is wrong, where, and how to fix it. */
export class InputError extends Error {
  override name = "InputError";
}

/** Ends a program with exit code 1 once its message is printed: findings, drift or a failed check. */
export class CheckError extends Error {
  override name = "CheckError";
}
