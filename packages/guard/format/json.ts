import { countExempted, countNotChecked, countOf, type Finding } from "../finding";
import { printableJson } from "../printable";
import type { Unread } from "../unread";

/**
 * For programs: `{"findings":[{"rule","severity","address","file","line","message","why","fix","notChecked","exemption"}],"summary":{"errors","warnings","notChecked","exempted"}}`.
 * @param unread on which the whole answer hangs, where it was asked for
 */
export const formatJson = (findings: readonly Finding[], unread?: readonly Unread[]): string =>
  printableJson({
    ...(unread && { unread }),
    findings,
    summary: {
      errors: countOf(findings, "error"),
      warnings: countOf(findings, "warning"),
      notChecked: countNotChecked(findings),
      exempted: countExempted(findings),
    },
  });
