import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { pinned } from "@openhands-aws/constructs";
import { InputError } from "@openhands-aws/facts/program-error";
import { TerraformOutput } from "cdktf";
import { testConfig } from "../tools/test-config";
import { BaseStack } from "./base-stack";
import { synthesize } from "./synthesize";

class Stack extends BaseStack {}

const synthesized = (build: (stack: Stack) => void) =>
  synthesize((app) => build(new Stack(app, "example", testConfig("", "openhands.yaml"))));

it("refuses two elements with one address, and names both", () => {
  const twice = (stack: Stack) => {
    pinned(new IamUser(stack, "one", { name: "one" }), "user");
    pinned(new IamUser(stack, "two", { name: "two" }), "user");
    new TerraformOutput(stack, "user", { value: "another kind of address" });
  };
  expect(() => synthesized(twice)).toThrow(InputError);
  expect(() => synthesized(twice)).toThrow("resource.aws_iam_user.user is declared 2 times: example/one, example/two");
});

it("captures stack traces only of errors, and as usual once it is done", () => {
  const { captureStackTrace } = Error;
  const traceOf = (target: { stack?: string }) => {
    target.stack = undefined; // An error has one from its making.
    Error.captureStackTrace(target);
    return target.stack;
  };
  const traces: (string | undefined)[] = [];
  synthesized(() => traces.push(traceOf({}), traceOf(new TypeError("no such thing"))));
  expect(traces).toEqual([undefined, expect.stringMatching(/^TypeError: no such thing\n +at .*synthesize\.test\.ts/)]);
  expect(Error.captureStackTrace).toBe(captureStackTrace);
});
