import { InputError } from "@openhands-aws/facts/program-error";
import { Command, Option } from "commander";
import { createColors } from "picocolors";
import { DISTRIBUTIONS, type Distribution } from "../operations/issuer/distribution";
import { configOption } from "./installation";

interface Options {
  readonly config?: string;
  readonly context?: string;
  readonly distribution?: Distribution;
  readonly keep?: string;
  readonly drop?: string;
  readonly longestToken: number;
  readonly yes: boolean;
  readonly format: "text" | "json";
}

const HELP = `
It reads the API server's own documents with your kubectl, requests a token, which it never prints, and checks that AWS
would accept it. Where the config has a bucket, it writes both documents there, the keys first, unless somebody else
changed them meanwhile. Then it reads the issuer's URL as AWS does. It publishes the keys that the API server has, and
makes none of its own. Published keys that the API server does not have any more stay until you drop them.

Examples:
  # what is wrong, and what would be written
  openhands-aws issuer publish
  # publish; run it again whenever the API server has a new key, before it signs with it
  openhands-aws issuer publish --yes
  # at the end of a rollover; refused as long as a token of the key may be in use
  openhands-aws issuer publish --drop KID --yes

Exit codes: 0 all is done, or would be; 1 something is wrong and is named; 2 bad usage or input.`;

export const issuerCommand = () =>
  new Command("issuer")
    .summary("publish what AWS needs to verify the tokens of a self-hosted cluster")
    .description("For a self-hosted cluster whose service accounts AWS trusts.")
    .addCommand(publishCommand());

const publishCommand = () =>
  new Command("publish")
    .summary("check the cluster's tokens and publish the keys that verify them")
    .description("Publishes the issuer's two documents. Without --yes it shows what it would do.")
    .addOption(configOption())
    .option("--context <name>", "the context of your kubeconfig (default: its current one)")
    .addOption(
      new Option("--distribution <name>", "how the cluster was installed, where one cannot see it").choices(
        DISTRIBUTIONS,
      ),
    )
    .option("--keep <kid>", "keep a published key that is an earlier one of this cluster")
    .option("--drop <kid>", "drop a published key that the API server does not have any more")
    .option("--longest-token <hours>", "for how long the longest token for AWS is valid: 1 to 9999", hours, 24)
    .option("--yes", "do it", false)
    .addOption(new Option("--format <format>", "how to print the steps").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action(async ({ config, context, format, longestToken, ...options }: Options) => {
      const { publishIssuer } = await import("./publish-issuer.js");
      const asked = { config, context, options: { ...options, longestToken: longestToken * 3600 } };
      const { steps, json, text } = await publishIssuer(asked);
      const colors = createColors(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR);
      process.stdout.write(format === "json" ? json : text((style, plain) => colors[style](plain)));
      process.exitCode = steps.some(({ status }) => status === "FAIL") ? 1 : 0;
    });

function hours(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new InputError(`--longest-token must be a whole number of hours from 1 to 9999, such as 24, not "${text}".`);
  return Number(text);
}
