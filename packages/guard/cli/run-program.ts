import { CheckError, InputError } from "@openhands-aws/facts/program-error";

/** Runs a program. For bad input, or a file that cannot be used, it prints the message without a stack trace and exits with 2. */
export async function runProgram(program: () => void | Promise<void>): Promise<void> {
  // A reader that has seen enough, such as `head`, is not a failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  try {
    await program();
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof CheckError) && !isFileError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error instanceof CheckError ? 1 : 2;
  }
}

/** Node's own message names the file and the reason: "EACCES: permission denied, open 'terraform/x'". */
const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "path" in error;
