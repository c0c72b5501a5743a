import { InputError } from "@openhands-aws/facts/program-error";
import { Command, Option } from "commander";
import { createColors } from "picocolors";
import { configOption } from "./installation";

interface Options {
  readonly config?: string;
  readonly terraform: string;
  readonly manifests?: string;
  readonly workflows?: string;
  readonly context?: string;
  readonly yes: boolean;
  readonly format: "text" | "json";
}

const HELP = `
It writes bedrock.rollback: true into the config and exports before anything is destroyed. Then the variables leave the
Deployment, ExternalSecret and Secret go, what revoke left is removed, and terraform apply removes the Bedrock user, its
access key, its policy and both parameters. The OIDC provider and the runtime role stay. It stops if anything else uses
what it would remove, or if Terraform plans any other change, and can be stopped and run again at any point. The way
forward again: remove the line (and bedrock.accessKey, if a rotation is in it), export and apply.

Examples:
  # what would be done
  openhands-aws rollback --terraform ../arch/terraform --manifests ../lolice/manifests
  # do it
  openhands-aws rollback --terraform ../arch/terraform --manifests ../lolice/manifests --yes

Exit codes: 0 all is done, or would be; 1 a step failed or was not possible and is named; 2 bad usage or input.`;

export const rollbackCommand = () =>
  new Command("rollback")
    .summary("take back the Bedrock user, its key, its policy and both parameters, in order")
    .description("Takes back what the Bedrock design creates. Without --yes it shows what it would do.")
    .addOption(configOption())
    .requiredOption("--terraform <dir>", "the folder to which export writes Terraform, and where it is applied")
    .option("--manifests <dir>", "also export the manifests")
    .option("--workflows <dir>", "also export the workflows")
    .option("--context <name>", "the context of your kubeconfig (default: its current one)")
    .option("--yes", "do it", false)
    .addOption(new Option("--format <format>", "how to print the steps").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action(async ({ config, terraform, manifests, workflows, context, yes, format }: Options) => {
      const folders = { terraform, manifests, workflows };
      for (const [option, folder] of Object.entries(folders))
        if (folder === "") throw new InputError(`--${option} needs the name of a folder, or . for the current one.`);
      const { rollBack } = await import("./roll-back.js");
      const { steps, text, json } = await rollBack({ config, folders, context, yes });
      const colors = createColors(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR);
      process.stdout.write(format === "json" ? json : text((style, plain) => colors[style](plain)));
      process.exitCode = steps.some(({ status }) => status === "FAIL") ? 1 : 0;
    });
