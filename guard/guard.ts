import type { AccessModel } from "../access/model";
import { type Exemption, exempt } from "./exemptions";
import { type Finding, inOrder } from "./finding";
import type { Rule } from "./rule";
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
  /** @default all */
  readonly rules?: readonly Rule[];
}

/** Judges a model by every rule. Nothing but an exemption silences a rule. */
export function guard(model: AccessModel, options: GuardOptions): Finding[] {
  const { known = [], rules = RULES } = options;
  const findings = rules.flatMap((rule) => run(rule, model)).map((finding) => cured(finding, known));
  return inOrder(exempt(findings, options));
}

/** A rule that throws has not passed. */
function run(rule: Rule, model: AccessModel): Finding[] {
  try {
    return Array.from(rule.check(model), ({ at, message, severity = rule.severity, fix = rule.fix }) => ({
      rule: rule.id,
      severity,
      address: at.address,
      file: at.file,
      line: at.line,
      message,
      why: rule.why,
      fix,
    }));
  } catch (error) {
    const message = `The rule ${rule.id} could not be decided: ${(error as Error).message}`;
    const why = "What a rule cannot judge is not known to be safe.";
    const fix = "Report it with the Terraform that it was run on.";
    return [{ rule: "rule-failed", severity: "error", address: rule.id, file: "", message, why, fix }];
  }
}

function cured(finding: Finding, known: readonly KnownWeakness[]): Finding {
  const weakness = known.find(({ rule, address }) => rule === finding.rule && address === finding.address);
  return weakness ? { ...finding, severity: "info", fix: weakness.cure } : finding;
}
