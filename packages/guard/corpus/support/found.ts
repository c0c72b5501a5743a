import { loadCatalogue } from "../../catalogue/load";
import { servicesOf } from "../../catalogue/services-of";
import { guard } from "../../guard";
import { readTerraform } from "../../read";
import type { CatalogueRule } from "../../rule";
import { RULES } from "../../rules";
import { KUBERNETES_RULES } from "../../rules/kubernetes";
import { REGISTRY_RULES } from "../../rules/registry";
import { SECRET_RULES } from "../../rules/secret";

/** What stands for `@NAME@` in a file, put together here: no file of the corpus holds the form of a credential. */
export const SECRETS: Readonly<Record<string, string>> = {
  KEY_ID: `AKIA${"Q3EGU7ZP5NWDRT2H"}`,
  SECRET_KEY: `kD8vTq2LxW/9sZrB${"4mYnHc7pJf1GuE6oQaXi3t0R"}`,
  PASSWORD: `hunter2${"!"}`,
  GITHUB: `ghp_${"Zk3vR8mQ1xT6bN0cY5wL2sD7fH4jK9pAuEiG"}`,
  STRIPE: `sk_live_${"51H8xYzAbCdEfGhIjKlMnOpQrStUvWxYz01"}`,
  SLACK: `xoxb-${"2485719302-5837164920-aBcD3fGh1jKlMn0pQrSt"}`,
  PRIVATE_KEY: `-----BEGIN OPENSSH ${"PRIVATE"} KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n-----END`,
};

const THREE_AREAS: readonly CatalogueRule[] = [...SECRET_RULES, ...REGISTRY_RULES, ...KUBERNETES_RULES];

/**
 * For tests: what the rules of three areas say of files of the corpus, as `error rule address`.
 * @param files texts by their paths
 * @throws if any of it shows a secret
 */
export async function found(files: Readonly<Record<string, string>>, rules = THREE_AREAS): Promise<string[]> {
  const model = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text: filled(text) })));
  const catalogue = await loadCatalogue(rules === THREE_AREAS ? new Set() : servicesOf(model));
  const findings = guard(model, { now: new Date("2026-11-21T00:00:00Z"), catalogue, rules });
  const shown = JSON.stringify(findings);
  for (const secret of Object.values(SECRETS)) if (shown.includes(secret)) throw new Error(`shows a secret: ${shown}`);
  return findings.map(({ severity, rule, address }) => `${severity} ${rule} ${address}`);
}

/** For tests: the same by all rules. */
export const foundByAll = (files: Readonly<Record<string, string>>): Promise<string[]> => found(files, RULES);

/** A file of the corpus with what it has secrets for. */
export const filled = (text: string): string =>
  text.replace(/@([A-Z_]+)@/g, (whole, name: string) => SECRETS[name] ?? whole);
