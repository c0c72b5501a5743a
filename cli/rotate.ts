import { InputError } from "@openhands-aws/facts/program-error";
import { Command, Option } from "commander";
import { configOption } from "./installation";

export interface RotateArguments {
  readonly config?: string;
  readonly terraform?: string;
  readonly manifests?: string;
  readonly workflows?: string;
  readonly context?: string;
  readonly withoutCluster: boolean;
  readonly yes: boolean;
  readonly apply: boolean;
  readonly deleteKey?: string;
  readonly olderThan: number;
  readonly wait: number;
  readonly format: "text" | "json";
}

const HELP = `
A rotation has four phases: a second key is published; once all use it, the old one is disabled; then it is deleted; then the
new one is moved to the old one's Terraform address. Each is exported and applied before the next. It uses your AWS
credentials and your kubectl, and can be interrupted anywhere: run it again, and it goes on. It prints no secret.

Examples:
  # which phase is reached, and what comes next
  AWS_PROFILE=operator openhands-aws rotate
  # write and export the next phase, for a pull request
  openhands-aws rotate --yes --terraform ../arch/terraform
  # the whole rotation, with terraform
  openhands-aws rotate --apply --yes

Exit codes: 0 done, printed, or nothing to do; 1 not settled yet, or refused; 2 bad usage or input.`;

export const rotateCommand = () =>
  new Command("rotate")
    .summary("replace the Bedrock user's access key without downtime, phase by phase")
    .description(
      "Finds out from the account and the cluster which phase of a rotation is reached, and prints the next. --yes writes it into the config and exports; --apply --yes runs terraform too, and goes on as far as what it sees allows.",
    )
    .addOption(configOption())
    .option("--yes", "do it; without it, it is only printed", false)
    .option("--apply", "with --yes: run terraform in aws/openhands, and go on through the phases", false)
    .option("--terraform <dir>", "as for export (if no folder is named: terraform, manifests and workflows)")
    .option("--manifests <dir>", "as for export")
    .option("--workflows <dir>", "as for export")
    .option("--context <name>", "the context of your kubeconfig (default: its current one)")
    .option(
      "--without-cluster",
      "take it on trust that the pods have the new key, without a look at the cluster",
      false,
    )
    .option("--older-than <days>", "begin a rotation only if the key is older than this", number("--older-than"), 1)
    .option("--wait <seconds>", "with --apply: how long something may take to settle", number("--wait"), 300)
    .option(
      "--delete-key <id>",
      "with --apply: first delete this key, which was never used and Terraform does not know",
    )
    .addOption(new Option("--format <format>", "how to print the result").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action(async (options: RotateArguments) => {
      if (options.deleteKey !== undefined && !(options.apply && options.yes))
        throw new InputError("--delete-key needs --apply --yes: only Terraform's state says which key is unknown.");
      const { rotateInstallation } = await import("./rotate-installation.js");
      const { text, code } = await rotateInstallation(options);
      process.stdout.write(text);
      process.exitCode = code;
    });

const number = (option: string) => (text: string) => {
  if (!/^\d{1,5}$/.test(text)) throw new InputError(`${option} must be a whole number, such as 90, not "${text}".`);
  return Number(text);
};
