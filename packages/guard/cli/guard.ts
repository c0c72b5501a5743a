import { Command, Option } from "commander";
import { helpOf } from "./help";
import type { GuardOptions } from "./run-guard";
import type { Installation } from "./subject";
import { varFileOption } from "./var-file-option";

/** @param installation whose stacks are checked if no path is given. @default the current folder */
export function guardCommand(installation?: Installation): Command {
  const command = new Command("guard")
    .summary("check who can assume which role, and what they may do with it")
    .description(
      "Checks who can assume which role, what they may do with it, and where credentials leak, as declared in Terraform, CloudFormation and Kubernetes manifests.",
    )
    .argument(
      "[path...]",
      `Terraform JSON, HCL, plans (terraform show -json), CloudFormation templates, Kubernetes manifests, kustomizations, or folders of them (default: ${installation ? "this project's own stacks" : "the current folder"})`,
    )
    .addOption(
      new Option("--format <format>", "how to print the findings").choices(["text", "json", "sarif"]).default("text"),
    )
    .option(
      "--workflows <dir>",
      "also check that the roles accept the GitHub workflows in this folder, give them the permissions that their steps need, and accept nothing that they do not use",
    )
    .option(
      "--repository <owner/name>",
      `the repository that the workflows belong to${installation ? " (default: the first one in the config, if it is read)" : ""}`,
    )
    .option(
      "--root <dir>",
      "read nothing outside this folder (default: the git work tree that holds the path; without one, the path and the current folder)",
    )
    .addOption(varFileOption())
    .addOption(
      new Option("--unknown <severity>", "how severe it is that something could grant access and could not be read")
        .choices(["error", "warning", "info"])
        .default("warning"),
    )
    .option("--list", "print every rule, and check nothing", false)
    .option(
      "--prove",
      `print every AWS action that each principal may use, on which resources and by which policy${installation ? "; for this project's own stacks, also prove that these are exactly the declared needs" : ""}`,
      false,
    )
    .addHelpText(
      "after",
      helpOf(
        [
          ["terraform/", "check a folder"],
          ["terraform/ --var-file terraform/prod.tfvars", "check it as terraform plan -var-file prod.tfvars reads it"],
          [
            "terraform/ --workflows .github/workflows --repository octo-org/app",
            "also check the workflows of octo-org/app",
          ],
        ],
        "0 no error or warning; 1 an error or a warning, or a failed proof; 2 bad usage or input; 3 with --prove: the proof holds, but something could not be read",
      ),
    )
    .action(async (paths: string[], options: GuardOptions) => {
      const { runGuard } = await import("./run-guard.js");
      await runGuard(paths, options, installation);
    });
  return installation ? command.addOption(installation.option) : command;
}
