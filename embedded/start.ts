import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { InputError } from "@openhands-aws/facts/program-error";
import { runProgram } from "@openhands-aws/guard/cli/run-program";
import type { Config } from "../config/config";
import { loadConfig } from "../config/load";
import { configFile } from "../config/path";
import { requireNamedIssuer } from "../config/require-named-issuer";
import { guardOrThrow } from "../export/check/guard-or-throw";
import { type Rendered, renderStacks } from "../export/render/json";
import { MAIN, mainFile } from "../export/render/terraform-directory";
import { writeTree } from "../export/write-tree";
import { synthesizeAll } from "../main";
import { reportText } from "../operations/verify/report";
import type { TerraformJson } from "../stacks/terraform-json";
import { anyDistributionName } from "./any-distribution-name";
import { type EmbeddedAws, startEmbeddedAws } from "./aws";
import { EmbeddedError } from "./embedded-error";
import { prepareAccount } from "./prepare-account";
import { Progress } from "./progress";
import { missingRequirements } from "./requirements";
import { summarize } from "./summary";
import { Terraform } from "./terraform";
import { verifyAccount } from "./verify-account";

/** `npm start`: the whole AWS side on an embedded AWS, from an empty account to a plan without changes. */
async function start(config: Config, file: string, signal: AbortSignal): Promise<void> {
  requireNamedIssuer(config);
  const stacks = synthesizeAll(config);
  const rendered = renderStacks(stacks);
  const progress = new Progress();
  process.stderr.write(await progress.step("check the stacks", () => guardOrThrow(rendered, config, file, new Date())));
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-start-"));
  let aws: EmbeddedAws | undefined;
  try {
    aws = await progress.step("start the embedded AWS", () => startEmbeddedAws(config.aws.account));
    await progress.step("create the state bucket", () => prepareAccount(aws as EmbeddedAws, config));
    const stop = AbortSignal.any([signal, aws.died]);
    const created = new Map<string, string[]>();
    for (const [stack, json] of stacks) {
      if (stack === "openhands-kubernetes") continue; // It needs a cluster, which is not embedded.
      const terraform = new Terraform(join(directory, stack), aws.env, stop);
      created.set(stack, await applyStack(terraform, stack, json, progress, stop));
    }
    const verified = await progress.step("verify", () => verifyOrThrow(aws as EmbeddedAws, config, rendered, stop));
    process.stdout.write(summarize(config, stacks, created, verified));
  } finally {
    await aws?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function applyStack(
  terraform: Terraform,
  stack: string,
  json: TerraformJson,
  progress: Progress,
  stop: AbortSignal,
): Promise<string[]> {
  const step = async <T>(name: string, work: () => Promise<T>) => {
    try {
      return await progress.step(`${stack}: ${name}`, work);
    } finally {
      stop.throwIfAborted(); // The reason why terraform failed, if it was ended from outside.
    }
  };
  terraform.write(MAIN, mainFile(anyDistributionName(json)));
  await step("terraform init", () => terraform.init());
  await step("terraform apply", () => terraform.apply());
  const { code, text } = await step("terraform plan, again", () => terraform.plan());
  if (code !== 0) throw new EmbeddedError(`The second plan of ${stack} still finds changes:\n${text}`);
  return (await terraform.addresses()).filter((address) => !address.startsWith("data."));
}

/** @returns what it verified, and where the report is. @throws EmbeddedError if a check fails */
async function verifyOrThrow(aws: EmbeddedAws, config: Config, stacks: Rendered, stop: AbortSignal): Promise<string> {
  const results = await verifyAccount(aws, config, stacks, stop);
  stop.throwIfAborted();
  const text = (shown?: ("FAIL" | "SKIP")[]) => reportText(results, (_style, plain) => plain, shown);
  const folder = process.env.CDKTF_OUTDIR || "cdktf.out";
  writeTree(folder, new Map([[REPORT, text()]]));
  const verified = `${text(["FAIL", "SKIP"])}\nThe report: ${join(folder, REPORT)}\n`;
  if (results.some(({ status }) => status === "FAIL")) throw new EmbeddedError(verified);
  return verified;
}

const REPORT = "verify.txt";

function readOptions(): { config?: string } {
  try {
    return parseArgs({ options: { config: { type: "string" } } }).values;
  } catch (error) {
    throw new InputError(`${(error as Error).message}\nUsage: npm start -- [--config FILE]`);
  }
}

/** A signal that Ctrl-C and SIGTERM abort; the exit code is then the shell's, 128 + the signal's number. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const [name, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
  ] as const)
    process.once(name, () => {
      process.stderr.write("\nInterrupted; shutting down ...\n");
      process.exitCode = 128 + number;
      controller.abort(new EmbeddedError("Nothing is left running, and nothing was kept."));
    });
  return controller.signal;
}

void runProgram(async () => {
  const file = configFile(readOptions().config);
  const config = loadConfig(file);
  const missing = missingRequirements();
  if (missing.length > 0)
    throw new InputError(["npm start runs terraform on an embedded AWS, but:", ...missing].join("\n  "));
  try {
    await start(config, file, interruption());
  } catch (error) {
    if (!(error instanceof EmbeddedError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode ||= 1;
  }
});
