import { InputError } from "@openhands-aws/facts/program-error";
import { revokeCommand } from "./revoke";

const error = (...args: string[]): Promise<unknown> =>
  revokeCommand()
    .parseAsync(args, { from: "user" })
    .catch((thrown: unknown) => thrown);

it.each([
  ["nothing", []],
  ["two things", ["--all", "--lift-deny"]],
  ["a key and all", ["--key", "AKIAIOSFODNN7EXAMPLE", "--all"]],
])("does not guess what to revoke: %s", async (_, args) => {
  expect(await error(...args)).toEqual(
    new InputError("Say what to revoke: exactly one of --key ID, --all and --lift-deny."),
  );
});

it("does not repeat what may be a secret", async () => {
  const thrown = await error("--key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  expect(thrown).toBeInstanceOf(InputError);
  expect(String(thrown)).not.toContain("wJalr");
});
