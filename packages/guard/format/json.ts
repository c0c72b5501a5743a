import { countExempted, countOf, type Finding } from "../finding";
import { printableJson } from "../printable";

/** For programs: `{"findings":[{"rule","severity","address","file","line","message","why","fix","exemption"}],"summary":{"errors","warnings","exempted"}}`. */
export const formatJson = (findings: readonly Finding[]): string =>
  printableJson({
    findings,
    summary: {
      errors: countOf(findings, "error"),
      warnings: countOf(findings, "warning"),
      exempted: countExempted(findings),
    },
  });
