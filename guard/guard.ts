import type { AccessModel } from "../access/model";
import type { ActionCatalogue } from "./catalogue/catalogue";
import { type Exemption, exempt } from "./exemptions";
import { type Finding, inOrder } from "./finding";
import type { CatalogueRule } from "./rule";
import { RULES } from "./rules";

/** A weakness that somebody has decided to live with for now, and what cures it. */
export interface KnownWeakness {
  readonly rule: string;
  readonly address: string;
  readonly cure: string;
}

export interface GuardOptions {
  /** @default none */
  readonly exemptions?: readonly Exemption[];
  /** Findings that are reported as info, with their cure. @default none */
  readonly known?: readonly KnownWeakness[];
  /** Where the exemptions stand, for messages about them. */
  readonly exemptionsFile?: string;
  /** For exemptions that expire. */
  readonly now: Date;
  /** AWS's actions: `loadCatalogue(servicesOf(model))`. */
  readonly catalogue: ActionCatalogue;
  /** @default all */
  readonly rules?: readonly CatalogueRule[];
}

/** Judges a model by every rule. Nothing but an exemption silences a rule. */
export function guard(model: AccessModel, options: GuardOptions): Finding[] {
  const { known = [], rules = RULES, catalogue } = options;
  const findings = rules.flatMap((rule) => run(rule, model, catalogue)).map((finding) => cured(finding, known));
  return inOrder(exempt(findings, options));
}

/** A rule that throws has not passed. */
function run(rule: CatalogueRule, model: AccessModel, catalogue: ActionCatalogue): Finding[] {
  try {
    return Array.from(
      rule.check(model, { catalogue }),
      ({ at, message, severity = rule.severity, fix = rule.fix }) => ({
        rule: rule.id,
        severity,
        address: at.address,
        file: at.file,
        // Looked up only where it is printed: finding a place takes longer than many a rule.
        get line() {
          return at.line;
        },
        message,
        why: rule.why,
        fix,
      }),
    );
  } catch (error) {
    const message = `The rule ${rule.id} could not be decided: ${(error as Error).message}`;
    const why = "What a rule cannot judge is not known to be safe.";
    const fix = "Report it with the Terraform that it was run on.";
    return [{ rule: "rule-failed", severity: "error", address: rule.id, file: "", message, why, fix }];
  }
}

function cured(finding: Finding, known: readonly KnownWeakness[]): Finding {
  const weaknesses = known.filter(({ rule, address }) => rule === finding.rule && address === finding.address);
  if (weaknesses.length === 0) return finding;
  return { ...finding, severity: "info", fix: weaknesses.map(({ cure }) => cure).join(" ") };
}
