import { runCommandLine } from "@openhands-aws/guard/cli";
import { issuerCommand } from "./issuer";

const argv = process.argv;
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
  process.argv = argv;
  process.stdout.removeAllListeners("error");
  process.stderr.removeAllListeners("error");
  process.exitCode = undefined;
});

/** @returns the code with which the program ends, or would have ended */
async function codeOf(...args: string[]) {
  process.argv = ["node", "openhands-aws", "issuer", ...args];
  const exited = jest.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  runCommandLine({ name: "openhands-aws", description: "", version: "0", verbs: [issuerCommand()] });
  await new Promise(setImmediate);
  return exited.mock.calls[0]?.[0] ?? process.exitCode;
}

it.each([
  ["a format", ["publish", "--format", "foo"], /'foo' is invalid\. Allowed choices are text, json\./],
  ["a distribution", ["publish", "--distribution", "foo"], /'foo' is invalid\. Allowed choices are kubeadm, k3s/],
  ["an option", ["publish", "--nope"], /unknown option '--nope'/],
  ["an argument", ["publish", "extra"], /too many arguments for 'publish'/],
  ["a command", ["nope"], /unknown command 'nope'/],
])("is used badly with %s that there is not, as any other verb", async (_, args, said) => {
  expect(await codeOf(...args)).toBe(2);
  expect(stderr).toMatch(said);
  expect(stderr).toContain("\nTry --help.\n");
});

it.each(["0", "10000", "1.5", "1000000"])(
  "does not take %s hours for the longest token, and names the limits",
  async (hours) => {
    expect(await codeOf("publish", "--longest-token", hours)).toBe(2);
    expect(stderr).toBe(
      `--longest-token must be a whole number of hours from 1 to 9999, such as 24, not "${hours}".\n`,
    );
  },
);
