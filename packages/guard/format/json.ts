import { countOf, type Finding } from "../finding";
import { printableJson } from "../printable";

/** For programs: `{"findings":[{"rule","severity","address","file","line","message","why","fix"}],"summary":{"errors","warnings"}}`. */
export const formatJson = (findings: readonly Finding[]): string =>
  printableJson({ findings, summary: { errors: countOf(findings, "error"), warnings: countOf(findings, "warning") } });
