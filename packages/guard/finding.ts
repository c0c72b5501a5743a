import type { Severity } from "./rule";

/** What the guard reports about one place. */
export interface Finding {
  /** Id of the rule, or of the guard's own findings: `exemption-unused`, `exemption-expired`, `rule-failed`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Terraform address, or `FILE:jobs.JOB.steps[INDEX]` of a workflow; for an exemption, the address that it names. */
  readonly address: string;
  readonly file: string;
  /** Counted from 1, where it is known. */
  readonly line?: number;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** Set for what could grant something and was not checked. */
  readonly notChecked?: boolean;
  /** The decision to accept it, which makes it a note. */
  readonly exemption?: { readonly reason: string; readonly expires?: string };
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * The worst first, then by file, line (except for the many of severity info), address and rule: the same findings are
 * always in the same order.
 */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      compare(a.file, b.file) ||
      (a.severity === "info" ? 0 : (a.line ?? 0) - (b.line ?? 0)) ||
      compare(a.address, b.address) ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

/** Without what is exempted, which is counted apart. */
export const countOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter((finding) => finding.severity === severity && !finding.exemption).length;

/** Whatever their severity. */
export const countNotChecked = (findings: readonly Finding[]): number =>
  findings.filter(({ notChecked, exemption }) => notChecked && !exemption).length;

export const countExempted = (findings: readonly Finding[]): number =>
  findings.filter(({ exemption }) => exemption).length;
