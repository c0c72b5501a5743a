import { readTerraform } from "../../../access/read";
import { guard } from "../../guard";
import { KUBERNETES_RULES } from "../../rules/kubernetes";
import { REGISTRY_RULES } from "../../rules/registry";
import { SECRET_RULES } from "../../rules/secret";

/** What stands for `@NAME@` in a file, put together here: no file of the corpus holds the form of a credential. */
const SECRETS: Readonly<Record<string, string>> = {
  KEY_ID: `AKIA${"Q3EGU7ZP5NWDRT2H"}`,
  SECRET_KEY: `kD8vTq2LxW/9sZrB${"4mYnHc7pJf1GuE6oQaXi3t0R"}`,
  PASSWORD: `hunter2${"!"}`,
  GITHUB: `ghp_${"Zk3vR8mQ1xT6bN0cY5wL2sD7fH4jK9pAuEiG"}`,
  SLACK: `xoxb-${"2485719302-5837164920-aBcD3fGh1jKlMn0pQrSt"}`,
  PRIVATE_KEY: `-----BEGIN OPENSSH ${"PRIVATE"} KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n-----END`,
};

/**
 * For tests: what the rules of three areas say of files of the corpus, as `error rule address`.
 * @param files texts by their paths
 * @throws if any of it shows a secret
 */
export async function found(files: Readonly<Record<string, string>>): Promise<string[]> {
  const model = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text: filled(text) })));
  const catalogue = { version: "", services: new Set<string>(), actions: new Map() };
  const rules = [...SECRET_RULES, ...REGISTRY_RULES, ...KUBERNETES_RULES];
  const findings = guard(model, { now: new Date("2026-11-21T00:00:00Z"), catalogue, rules });
  const shown = JSON.stringify(findings);
  for (const secret of Object.values(SECRETS)) if (shown.includes(secret)) throw new Error(`shows a secret: ${shown}`);
  return findings.map(({ severity, rule, address }) => `${severity} ${rule} ${address}`);
}

const filled = (text: string): string => text.replace(/@([A-Z_]+)@/g, (whole, name: string) => SECRETS[name] ?? whole);
