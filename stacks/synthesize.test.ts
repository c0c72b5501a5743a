import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { TerraformOutput } from "cdktf";
import { InputError } from "../config/input-error";
import { parseConfig } from "../config/load";
import { pinned } from "../constructs/pinned";
import { BaseStack } from "./base-stack";
import { synthesize } from "./synthesize";

class Stack extends BaseStack {}

const synthesized = (build: (stack: Stack) => void) =>
  synthesize((app) => build(new Stack(app, "example", parseConfig("", "openhands.yaml"))));

it("refuses two elements of one address, and names both", () => {
  const twice = (stack: Stack) => {
    pinned(new IamUser(stack, "one", { name: "one" }), "user");
    pinned(new IamUser(stack, "two", { name: "two" }), "user");
    new TerraformOutput(stack, "user", { value: "another kind of address" });
  };
  expect(() => synthesized(twice)).toThrow(InputError);
  expect(() => synthesized(twice)).toThrow("resource.aws_iam_user.user is declared 2 times: example/one, example/two");
});

it("tells where a stack failed to one who asks while it is built, and leaves stack traces as it found them", () => {
  const { prepareStackTrace } = Error;
  let trace: string | undefined;
  synthesized(() => {
    trace = new TypeError("no such thing").stack;
  });
  expect(trace).toMatch(/^TypeError: no such thing\n +at .*synthesize\.test\.ts/);
  expect(Error.prepareStackTrace).toBe(prepareStackTrace);
});
