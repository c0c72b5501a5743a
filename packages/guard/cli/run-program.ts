import { CheckError, InputError } from "@openhands-aws/facts/program-error";
import { printable, printableLines } from "../printable";

/** Runs a program. For bad input, or a file that cannot be used, it prints the message without a stack trace and exits with 2. */
export async function runProgram(program: () => void | Promise<void>): Promise<void> {
  process.stdout.on("error", endWithoutOutput);
  // There is no other place left to report it.
  process.stderr.on("error", () => process.exit(2));
  try {
    await program();
  } catch (error) {
    process.stderr.write(`${printableLines(textOf(error))}\n`);
    process.exitCode = error instanceof CheckError ? 1 : 2;
  }
}

/** A reader that has seen enough, such as `head`, is not a failure; a full disk is. */
function endWithoutOutput({ code, message }: NodeJS.ErrnoException): never {
  if (code === "EPIPE") process.exit();
  process.stderr.write(`The output could not be written: ${printable(message)}.\n`);
  process.exit(2);
}

function textOf(error: unknown): string {
  if (error instanceof InputError || error instanceof CheckError || isFileError(error)) return error.message;
  if (error instanceof RangeError)
    return `The input is too large or nested too deeply to be checked (${error.message}). Check smaller parts of it.`;
  // 1 would mean findings. With the place in the code, for a report.
  return `An error in this program: ${error instanceof Error ? error.stack : String(error)}`;
}

/** Node's own message names the file and the reason: "EACCES: permission denied, open 'terraform/x'". */
const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "path" in error;
