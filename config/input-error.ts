/** Bad input: what, where and how to mend it. */
export class InputError extends Error {
  override name = "InputError";
}

/** Runs a program. Bad input is printed without a stack trace and ends it with exit code 2. */
export async function runProgram(program: () => void | Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
