import { Command, Option } from "commander";
import { helpOf } from "./help";
import type { WhocanCommandOptions } from "./run-whocan";
import type { Installation } from "./subject";
import { varFileOption } from "./var-file-option";

/** @param installation whose stacks are checked if no path is given. @default the current folder */
export function whocanCommand(installation?: Installation): Command {
  const command = new Command("whocan")
    .summary("show who can assume which role, and what they could do with it")
    .description(
      "Shows which roles a GitHub workflow, a Kubernetes service account or an AWS principal can assume, also through other roles, and what it could do with them. What is not known counts as allowed.",
    )
    .argument(
      "[path...]",
      `Terraform JSON, HCL, plans (terraform show -json), or folders of them (default: ${installation ? "this project's own stacks" : "the current folder"})`,
    )
    .option("--repository <owner/name>", "the repository whose workflow wants to assume a role")
    .option(
      "--event <name>",
      "what started the workflow: push, pull_request, schedule, ... (default: push, with --fork pull_request)",
    )
    .option("--ref <ref>", "the ref that it runs on: refs/heads/BRANCH or refs/tags/TAG (default: any)")
    .option("--tag <name>", "short for --ref refs/tags/NAME")
    .option("--environment <name>", "the environment of the job (default: none)")
    .option("--fork", "the pull request comes from a fork")
    .option("--repository-id <number>", "id of the repository, for subjects that contain ids (default: any)")
    .option("--owner-id <number>", "id of the repository's owner (default: any)")
    .option("--service-account <namespace/name>", "the Kubernetes service account whose pod wants to assume a role")
    .option("--issuer <url>", "issuer of the token (default: GitHub, or any cluster that a role trusts)")
    .option("--audience <name>", "audience of the token (default: sts.amazonaws.com)")
    .option("--principal <arn>", "the AWS user, role, session or account that wants to assume a role")
    .option("--action <action>", "also check this action, such as s3:PutObject")
    .option("--resource <arn>", "the resource of the action (default: any that the role may use it on)")
    .option(
      "--root <dir>",
      "read nothing outside this folder (default: the git work tree that holds the path; without one, the path and the current folder)",
    )
    .addOption(varFileOption())
    .addOption(new Option("--format <format>", "how to print the answer").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      helpOf(
        [
          ["--repository octo-org/app --event push --ref refs/heads/main", "what a push to main can assume"],
          [
            "--service-account apps/web --action s3:GetObject terraform/",
            "whether a pod can read objects, by the roles in a folder",
          ],
        ],
        "0 a role can be assumed and allows the action; 1 none can, or none allows it; 2 bad usage or input; 3 none was found, but something could not be read",
      ),
    )
    .action(async (paths: string[], options: WhocanCommandOptions) => {
      const { runWhocan } = await import("./run-whocan.js");
      await runWhocan(paths, options, installation);
    });
  return installation ? command.addOption(installation.option) : command;
}
