import type { Finding } from "./finding";
import { EVERY_RULE } from "./rules";
import { closest } from "./support/closest";

/** A decision to accept a finding. */
export interface Exemption {
  readonly rule: string;
  /** Address in Terraform or in a workflow; without an index at its end it covers every instance. */
  readonly address: string;
  readonly reason: string;
  /** YYYY-MM-DD, the last day on which it is accepted. */
  readonly expires?: string;
}

interface ExemptionOptions {
  readonly exemptions?: readonly Exemption[];
  readonly exemptionsFile?: string;
  readonly now: Date;
  /** Ids of rules that could find nothing in what was checked, whose exemptions cannot be called unused. @default none */
  readonly notJudged?: readonly string[];
}

/** Makes notes of what is exempted, and reports the exemptions that match nothing or have expired: these exempt nothing. */
export function exempt(findings: readonly Finding[], options: ExemptionOptions): Finding[] {
  const { exemptions = [], exemptionsFile = "", now, notJudged = [] } = options;
  const matches = ({ rule, address }: Exemption, finding: Finding) =>
    rule === finding.rule && (finding.address === address || finding.address.startsWith(`${address}[`));
  const today = now.toISOString().slice(0, 10);

  const about = (exemption: Exemption, rule: string, message: string, why: string, fix: string): Finding => ({
    rule,
    severity: "warning",
    address: exemption.address,
    file: exemptionsFile,
    message,
    why,
    fix,
  });
  const isExpired = ({ expires }: Exemption) => expires !== undefined && expires < today;
  const remarks = exemptions.flatMap((exemption) => {
    const name = `The exemption from ${exemption.rule} ("${exemption.reason}")`;
    if (notJudged.includes(exemption.rule)) return [];
    const ids = EVERY_RULE.map(({ id }) => id);
    const isFound = findings.some((finding) => matches(exemption, finding));
    if (!isFound && !ids.includes(exemption.rule)) {
      const meant = closest(exemption.rule, ids);
      return [
        about(
          exemption,
          "exemption-unused",
          `${name} names a rule that does not exist${meant ? `; did you mean ${meant}?` : "."}`,
          "It exempts nothing.",
          `Write ${meant ?? "a rule as guard --list prints it"}, or delete the exemption.`,
        ),
      ];
    }
    if (!isFound)
      return [
        about(
          exemption,
          "exemption-unused",
          `${name} matches no finding.`,
          "It would silence the rule if the weakness came back.",
          "Delete it, or correct its rule and address.",
        ),
      ];
    if (isExpired(exemption))
      return [
        about(
          exemption,
          "exemption-expired",
          `${name} expired on ${exemption.expires}.`,
          "Its reason was only meant to hold until then.",
          "Fix the finding, or decide again and set a later date.",
        ),
      ];
    return [];
  });
  const decided = findings.map((finding): Finding => {
    const found = exemptions.find((exemption) => !isExpired(exemption) && matches(exemption, finding));
    if (!found) return finding;
    const { reason, expires } = found;
    return { ...finding, severity: "info", exemption: { reason, ...(expires && { expires }) } };
  });
  return [...decided, ...remarks];
}
