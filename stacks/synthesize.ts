import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Need, needsBelow } from "@openhands-aws/constructs/iam";
import { InputError } from "@openhands-aws/facts/program-error";
import { App, TerraformStack } from "cdktf";
import type { TerraformJson } from "./terraform-json";

/** The Terraform JSON of each stack, by the stack's name. */
export type Stacks = ReadonlyMap<string, TerraformJson>;

/**
 * Runs every stack's validations, then renders all of them; nothing is written.
 * @param add adds the stacks to the app
 * @throws InputError with every failed validation of every stack
 */
export const synthesize = (add: (app: App) => void): Stacks =>
  withStacks(add, (stacks) => {
    const errors = stacks.flatMap(({ node }) =>
      node
        .findAll()
        .flatMap((construct) => construct.node.validate().map((message) => `  ${construct.node.path}: ${message}`)),
    );
    if (errors.length > 0) throw new InputError(`The stacks are not valid; nothing was written:\n${errors.join("\n")}`);
    return new Map(stacks.map((stack) => [stack.node.id, stack.toTerraform() as TerraformJson]));
  });

/** What each stack grants on purpose, and to which principals, by the stack's name. */
export const declaredNeeds = (add: (app: App) => void): ReadonlyMap<string, readonly Need[]> =>
  withStacks(add, (stacks) => new Map(stacks.map((stack) => [stack.node.id, needsBelow(stack)])));

function withStacks<Result>(add: (app: App) => void, use: (stacks: TerraformStack[]) => Result): Result {
  const outdir = mkdtempSync(join(tmpdir(), "openhands-aws-")); // CDKTF's App requires a folder.
  try {
    const app = new App({ outdir, stackTraces: false, hclOutput: false });
    withoutTokenTraces(() => add(app));
    return use(app.node.findAll().filter(TerraformStack.isStack));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/**
 * CDKTF captures a stack trace for every token and list that it creates, which takes more time than all the rest of the
 * constructs. These traces go into plain objects; an error keeps its own.
 */
function withoutTokenTraces(run: () => void): void {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = (target, below) => {
    if (target instanceof Error) captureStackTrace(target, below ?? Error.captureStackTrace);
  };
  try {
    run();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
