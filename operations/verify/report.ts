import type { Result } from "./verify";

export type Paint = (style: "red" | "green" | "yellow" | "bold", text: string) => string;

const STYLES = { FAIL: "red", SKIP: "yellow", PASS: "green" } as const;
type Status = keyof typeof STYLES;
const ALL = Object.keys(STYLES) as readonly Status[];

export const reportJson = (checks: readonly Result[]): string => `${JSON.stringify({ checks }, null, 2)}\n`;

/** The verdict, then what fails, then what was skipped, then what is good. Checks with the same reason are named together. */
export function reportText(results: readonly Result[], paint: Paint, shown = ALL): string {
  const blocks = shown.flatMap((wanted) => {
    const names = new Map<string, string[]>();
    for (const { status, name, why } of results)
      if (status === wanted) names.set(why, [...(names.get(why) ?? []), name]);
    return [...names].map(([why, named]) => `${paint(STYLES[wanted], wanted)}  ${named.join(", ")}\n      ${why}\n`);
  });
  const count = (wanted: Result["status"]) => results.filter(({ status }) => status === wanted).length;
  const failed = count("FAIL");
  const verdict = failed > 0 ? `${failed} of ${results.length} checks failed` : "No check failed";
  return `${paint("bold", `${verdict}; ${count("PASS")} passed, ${count("SKIP")} skipped.`)}\n\n${blocks.join("")}`;
}
