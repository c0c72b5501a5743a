import { Command, Option } from "commander";
import { type RoleAnswer, whoCan } from "../whocan";
import { paintFor } from "./paint";
import { type Installation, subjectOf } from "./subject";
import { formatAnswers } from "./whocan/format";
import { readQuestion, type WhocanOptions } from "./whocan/question";

interface Options extends WhocanOptions {
  readonly config?: string;
  readonly format: "text" | "json";
}

/** @param installation whose stacks are asked where no path is named. @default the folder that one is in */
export function whocanCommand(installation?: Installation): Command {
  const command = new Command("whocan")
    .summary("tell whether somebody is let in, and what he could do then")
    .description(
      "Tells whether a GitHub workflow, a service account of a cluster or a principal of AWS is let in by a role, through other roles too, what it could do then, and why. Looks at Terraform JSON, HCL, a plan or folders of them; without a path, at our own stacks. What is not known counts as let in. Ends with 1 if nobody is let in, or nobody who is let in may do the action.",
    )
    .argument("[path...]", "files or folders")
    .option("--repository <owner/name>", "the repository whose workflow runs")
    .option("--event <name>", "what started it: push, pull_request, schedule, ... (default: push)")
    .option("--ref <ref>", "refs/heads/BRANCH or refs/tags/TAG")
    .option("--tag <name>", "short for --ref refs/tags/NAME")
    .option("--environment <name>", "the environment that the job names")
    .option("--fork", "the pull request comes from a fork")
    .option("--repository-id <number>", "of the repository, for subjects that carry ids")
    .option("--owner-id <number>", "of the repository's owner")
    .option("--service-account <namespace/name>", "the service account whose pod asks")
    .option("--issuer <url>", "who issues the token (default: GitHub, or the cluster that a role trusts)")
    .option("--audience <name>", "what the token is for (default: sts.amazonaws.com)")
    .option("--principal <arn>", "the user, role, session or account that asks")
    .option("--action <action>", "what it wants to do, such as s3:PutObject")
    .option("--resource <arn>", "with what (default: wherever it may)")
    .addOption(new Option("--format <format>", "how to print the answer").choices(["text", "json"]).default("text"))
    .action(async (paths: string[], options: Options) => {
      const { situation, wish, request, words } = readQuestion(options);
      const model = await (await subjectOf(paths, installation, options.config)).model();
      const roles = whoCan(model, situation, wish);
      process.stdout.write(
        options.format === "json"
          ? `${JSON.stringify({ request, roles }, null, 2)}\n`
          : formatAnswers(words, roles, paintFor(process.stdout)),
      );
      process.exitCode = roles.some(isIn) ? 0 : 1;
    });
  return installation ? command.addOption(installation.option) : command;
}

const isIn = ({ decision, wish }: RoleAnswer): boolean => decision === "allowed" && wish?.decision !== "denied";
