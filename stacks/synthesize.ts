import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { InputError } from "../config/input-error";
import type { TerraformJson } from "./terraform-json";

/** The Terraform JSON of each stack, by the stack's name. */
export type Stacks = ReadonlyMap<string, TerraformJson>;

/**
 * Runs every stack's validations, then renders all of them; nothing is written.
 * @param add adds the stacks to the app
 * @throws InputError with every failed validation of every stack
 */
export function synthesize(add: (app: App) => void): Stacks {
  const outdir = mkdtempSync(join(tmpdir(), "openhands-aws-")); // CDKTF's App insists on a folder.
  try {
    const app = new App({ outdir, stackTraces: false, hclOutput: false });
    withoutTokenTraces(() => add(app));
    const stacks = app.node.findAll().filter(TerraformStack.isStack);
    const errors = stacks.flatMap(({ node }) =>
      node
        .findAll()
        .flatMap((construct) => construct.node.validate().map((message) => `  ${construct.node.path}: ${message}`)),
    );
    if (errors.length > 0) throw new InputError(`The stacks are not valid, nothing was written:\n${errors.join("\n")}`);
    return new Map(stacks.map((stack) => [stack.node.id, stack.toTerraform() as TerraformJson]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/**
 * CDKTF writes out a whole stack trace for every token and list that it makes, which takes more time than all the rest
 * of the constructs. It asks for it on plain objects; a thrown error keeps its own.
 */
function withoutTokenTraces(run: () => void): void {
  const { prepareStackTrace } = Error;
  const written =
    prepareStackTrace ?? ((error: Error, calls: NodeJS.CallSite[]) => [error, ...calls].join("\n    at "));
  Error.prepareStackTrace = (target, calls) => (target instanceof Error ? written(target, calls) : "");
  try {
    run();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
