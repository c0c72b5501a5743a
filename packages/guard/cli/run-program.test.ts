import { CheckError, InputError } from "@openhands-aws/facts/program-error";
import { AccessInputError } from "../read";
import { runProgram } from "./run-program";

let stderr: string;
beforeEach(() => {
  stderr = "";
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    stderr += text;
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.stdout.removeAllListeners("error");
  process.stderr.removeAllListeners("error");
  process.exitCode = undefined;
});

const failing = (error: unknown) => () => {
  throw error;
};

it.each<[string, unknown, number, RegExp]>([
  ["bad input", new InputError("a.tf is wrong."), 2, /^a\.tf is wrong\.\n$/],
  ["a failed check", new CheckError("The key is old."), 1, /^The key is old\.\n$/],
  ["a name that would be a command", new InputError("::error::\u001b[2Ka.tf is wrong."), 2, /^\\u003a:error::\\u001b/],
  [
    "a name with a line break",
    new InputError(new AccessInputError({ file: "a\n::error::b" }, "it is wrong", "Fix it").message),
    2,
    /^a\\u000a::error::b: it is wrong\. Fix it\.\n$/,
  ],
  [
    "a file system's error",
    Object.assign(new Error("EACCES: permission denied, open 'x'"), { syscall: "open", path: "x" }),
    2,
    /^EACCES: permission denied, open 'x'\n$/,
  ],
  [
    "a stack that overflows",
    new RangeError("Maximum call stack size exceeded"),
    2,
    /^The input is too large or nested/,
  ],
  ["a fault of our own", new TypeError("x is undefined"), 2, /^An error in this program: TypeError: x is undefined\n/],
])("ends for %s", async (_, error, code, message) => {
  await runProgram(failing(error));
  expect(process.exitCode).toBe(code);
  expect(stderr).toMatch(message);
  if (!(error instanceof TypeError)) expect(stderr).not.toMatch(/^ {4}at /m);
});

it("ends quietly for a reader that has seen enough, and says that a disk is full", async () => {
  const exit = jest.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  await runProgram(() => {});
  const failed = (code: string, message: string) => () =>
    process.stdout.emit("error", Object.assign(new Error(message), { code }));
  expect(failed("EPIPE", "write EPIPE")).toThrow("exit undefined");
  expect(stderr).toBe("");
  expect(failed("ENOSPC", "ENOSPC: no space left on device, write")).toThrow("exit 2");
  expect(stderr).toBe("The output could not be written: ENOSPC: no space left on device, write.\n");
  expect(exit).toHaveBeenCalledTimes(2);
});
