import { Command, Option } from "commander";
import { loadCatalogue } from "../guard/catalogue/load";
import { servicesOf } from "../guard/catalogue/services-of";
import { describeRules } from "../guard/describe";
import type { Finding } from "../guard/finding";
import { formatJson } from "../guard/format/json";
import { formatSarif } from "../guard/format/sarif";
import { formatText } from "../guard/format/text";
import { guard } from "../guard/guard";
import { RULES } from "../guard/rules";
import { judgeStacks } from "../output/guard-stacks";
import { VERSION } from "../project";
import { configOption } from "./options";
import { ownStacks } from "./own-stacks";
import { paintFor } from "./paint";
import { readModel } from "./read-model";

interface Options {
  readonly config?: string;
  readonly format: "text" | "json" | "sarif";
  readonly list: boolean;
}

export const guardCommand = () =>
  new Command("guard")
    .summary("judge who can become what, and what they may do then")
    .description(
      "Judges Terraform JSON, HCL, a plan (terraform show -json), or folders of them; without a path, our own stacks. Ends with 1 if there is an error or a warning.",
    )
    .argument("[path...]", "files or folders")
    .addOption(configOption())
    .addOption(
      new Option("--format <format>", "how to print the findings").choices(["text", "json", "sarif"]).default("text"),
    )
    .option("--list", "print every rule, and judge nothing", false)
    .action(async (paths: string[], { config, format, list }: Options) => {
      if (list) {
        process.stdout.write(describeRules(RULES));
        return;
      }
      const findings = paths.length > 0 ? await judgeFiles(paths, config) : await judgeOurs(config);
      process.stdout.write(FORMATS[format](findings));
      process.exitCode = findings.some(({ severity }) => severity !== "info") ? 1 : 0;
    });

const FORMATS: Record<Options["format"], (findings: readonly Finding[]) => string> = {
  text: (findings) => formatText(findings, paintFor(process.stdout)),
  json: formatJson,
  sarif: (findings) => formatSarif(findings, RULES, VERSION),
};

/** Anybody's Terraform. Exemptions count only where the config is named: ours are about our own stacks. */
async function judgeFiles(paths: readonly string[], config: string | undefined): Promise<Finding[]> {
  const model = await readModel(paths);
  return guard(model, {
    now: new Date(),
    catalogue: await loadCatalogue(servicesOf(model)),
    exemptions: config === undefined ? [] : await exemptionsOf(config),
    exemptionsFile: config,
  });
}

async function exemptionsOf(config: string) {
  const { loadConfig } = await import("../config/load.js");
  return loadConfig(config).guard.exemptions;
}

async function judgeOurs(option: string | undefined): Promise<Finding[]> {
  const { file, config, stacks } = await ownStacks(option);
  return judgeStacks(stacks, config, file, new Date());
}
