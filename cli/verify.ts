import { InputError } from "@openhands-aws/facts/program-error";
import { Command, Option } from "commander";
import { createColors } from "picocolors";
import { configOption } from "./installation";

interface Options {
  readonly config?: string;
  readonly context?: string;
  readonly s3: boolean;
  readonly maxKeyAge: number;
  readonly format: "text" | "json";
}

const HELP = `
It reads only, takes at most 30 seconds and prints no secret. It uses your AWS credentials and your kubectl. Where no
cluster can be reached, the checks of the cluster are skipped.

Examples:
  # check the account, and the cluster of the current kubectl context
  AWS_PROFILE=operator openhands-aws verify
  # for a scheduled run; also write an object to the bucket and read it
  openhands-aws verify --s3 --max-key-age 60 --format json

Exit codes: 0 every check passes or is skipped; 1 a check fails; 2 bad usage or input.`;

export const verifyCommand = () =>
  new Command("verify")
    .summary("check that the account and the cluster are as exported, and that a model answers")
    .description(
      "Compares the AWS account and the cluster with the config and what it exports, uses the access key as OpenHands does, and asks the model for one token. Each check says PASS, FAIL or SKIP, and why.",
    )
    .addOption(configOption())
    .option("--context <name>", "the context of your kubeconfig (default: its current one)")
    .option("--s3", "also write an object to the bucket and read it, with a session as OpenHands gets it", false)
    .option("--max-key-age <days>", "the age in days above which an access key fails", days, 90)
    .addOption(new Option("--format <format>", "how to print the checks").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action(async ({ config, context, format, ...options }: Options) => {
      const { verifyInstallation } = await import("./verify-installation.js");
      const { results, text, json } = await verifyInstallation({ config, context, options });
      const colors = createColors(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR);
      process.stdout.write(format === "json" ? json : text((style, plain) => colors[style](plain)));
      process.exitCode = results.some(({ status }) => status === "FAIL") ? 1 : 0;
    });

function days(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new InputError(`--max-key-age must be a number of days, such as 90, not "${text}".`);
  return Number(text);
}
