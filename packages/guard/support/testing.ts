import { loadCatalogue } from "../catalogue/load";
import { servicesOf } from "../catalogue/services-of";
import { guard } from "../guard";
import { readTerraform } from "../read";
import type { CatalogueRule } from "../rule";

const NOW = new Date("2026-11-21T00:00:00Z");

/**
 * For tests: what rules report about a configuration, each finding as `error aws_iam_role.ci: message`, with the rule's id
 * in front of the message where several rules are run.
 * @param input HCL, JSON, or files by their paths
 */
export async function judged(
  rules: CatalogueRule | readonly CatalogueRule[],
  input: string | Readonly<Record<string, string>>,
): Promise<string[]> {
  const files = typeof input === "string" ? { [/^\s*\{/.test(input) ? "main.tf.json" : "main.tf"]: input } : input;
  const model = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));
  const several = Array.isArray(rules);
  const options = { now: NOW, rules: [rules].flat(), catalogue: await loadCatalogue(servicesOf(model)) };
  return guard(model, options).map(
    ({ rule, severity, address, message }) => `${severity} ${address}: ${several ? `${rule}: ` : ""}${message}`,
  );
}
