import { countOf, type Finding } from "../finding";

/** For programs: `{"findings":[{"rule","severity","address","file","line","message","why","fix"}],"summary":{"errors","warnings"}}`. */
export const formatJson = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ findings, summary: { errors: countOf(findings, "error"), warnings: countOf(findings, "warning") } }, null, 2)}\n`;
