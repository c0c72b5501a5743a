import { readTerraform } from "../access/read";
import type { Config } from "../config/config";
import { CheckError } from "../config/input-error";
import { loadCatalogue } from "../guard/catalogue/load";
import { servicesOf } from "../guard/catalogue/services-of";
import type { Finding } from "../guard/finding";
import { formatText } from "../guard/format/text";
import { guard, type KnownWeakness } from "../guard/guard";
import { DEPARTURES } from "../stacks/departures";
import type { Rendered } from "./json";

/**
 * Judges our own stacks as anybody's Terraform, before anything of them is written.
 * @param configFile where the exemptions stand
 * @returns warnings for people, or nothing
 * @throws CheckError with every error and warning, if there is an error
 */
export async function guardStacks(stacks: Rendered, config: Config, configFile: string, now: Date): Promise<string> {
  const findings = await judgeStacks(stacks, config, configFile, now);
  const told = findings.filter(({ severity }) => severity !== "info");
  if (told.length === 0) return "";
  const text = formatText(told, (_style, plain) => plain);
  if (told.some(({ severity }) => severity === "error"))
    throw new CheckError(`${text}The guard found errors; nothing was written.`);
  return text;
}

/** Every finding, for whoever wants to see the information too. */
export async function judgeStacks(stacks: Rendered, config: Config, configFile: string, now: Date): Promise<Finding[]> {
  const model = await readTerraform(stackFiles(stacks));
  return guard(model, {
    now,
    catalogue: await loadCatalogue(servicesOf(model)),
    exemptions: config.guard.exemptions,
    exemptionsFile: configFile,
    known: knownWeaknesses(config),
  });
}

/** Our own stacks as files, at the place that `export` gives them. */
export const stackFiles = (stacks: Rendered): { path: string; text: string }[] =>
  [...stacks].map(([stack, text]) => ({ path: `terraform/aws/${stack}/main.tf.json`, text }));

/** As designed, a weakness that hardening cures is told, not refused. */
const knownWeaknesses = ({ posture }: Config): KnownWeakness[] =>
  posture === "hardened"
    ? []
    : DEPARTURES.flatMap(({ address, cures = [], what }) =>
        cures.map((rule) => ({ rule, address, cure: `Cured by posture: hardened. ${what}` })),
      );
