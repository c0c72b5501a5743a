import { InputError } from "@openhands-aws/facts/program-error";
import { Command, Option } from "commander";
import { createColors } from "picocolors";
import { configOption } from "./installation";

interface Options {
  readonly config?: string;
  readonly key?: string;
  readonly all?: true;
  readonly liftDeny?: true;
  readonly terraform?: string;
  readonly manifests?: string;
  readonly workflows?: string;
  readonly yes: boolean;
  readonly format: "text" | "json";
}

const HELP = `
For a leaked key. It switches the key off in AWS and in the config, denies everything to sessions that were made before,
on the user and on every role that the key leads to, switches Bedrock API keys off, shows what CloudTrail knows, and
proves from AWS's policies that nothing issued before still works. It needs no cluster, prints no secret, and can be
stopped and run again at any point. With kubernetes.identity, --all denies the older sessions of the pod's role, too, and
says until when a leaked token can be exchanged: run it again then. A key that was switched off never comes back; only
the deny can be lifted.

Examples:
  # what would be done
  openhands-aws revoke --key AKIAIOSFODNN7EXAMPLE
  # do it, and export so that the next apply keeps the key inactive
  openhands-aws revoke --all --yes --terraform ../arch/terraform
  # months later, when no older session exists any more
  openhands-aws revoke --lift-deny --yes

Exit codes: 0 all is done, or would be; 1 a step failed and is named; 2 bad usage or input.`;

export const revokeCommand = () =>
  new Command("revoke")
    .summary("cut off a leaked access key of the Bedrock user, and every session made with it")
    .description("Cuts off an access key of the Bedrock user. Without --yes it shows what it would do.")
    .addOption(configOption())
    .option("--key <id>", "the access key to cut off")
    .option(
      "--all",
      "cut off all access keys of the user, and the sessions of OpenHands' own pod (kubernetes.identity)",
    )
    .option("--lift-deny", "remove the denies that an earlier run wrote, and nothing else")
    .option("--terraform <dir>", "also export the Terraform JSON to this folder, as export does")
    .option("--manifests <dir>", "also export the manifests")
    .option("--workflows <dir>", "also export the workflows")
    .option("--yes", "do it", false)
    .addOption(new Option("--format <format>", "how to print the steps").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action(async ({ config, key, all, liftDeny, terraform, manifests, workflows, yes, format }: Options) => {
      if ([key !== undefined, all, liftDeny].filter(Boolean).length !== 1)
        throw new InputError("Say what to revoke: exactly one of --key ID, --all and --lift-deny.");
      if (key !== undefined && !/^A[A-Z0-9]{15,127}$/.test(key))
        throw new InputError("--key needs the id of an access key, such as AKIAIOSFODNN7EXAMPLE. Never pass a secret.");
      const { revokeKeys } = await import("./revoke-keys.js");
      const folders = { terraform, manifests, workflows };
      const { steps, text, json } = await revokeKeys({ config, key, lift: liftDeny === true, folders, yes });
      const colors = createColors(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR);
      process.stdout.write(format === "json" ? json : text((style, plain) => colors[style](plain)));
      process.exitCode = steps.some(({ status }) => status === "FAIL") ? 1 : 0;
    });
