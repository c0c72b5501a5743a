import type { StepResult } from "./steps";

export type Paint = (style: "red" | "green" | "yellow" | "cyan" | "bold", text: string) => string;

const STYLES = {
  FAIL: "red",
  TODO: "cyan",
  SKIP: "yellow",
  CHANGED: "green",
  DONE: "green",
  PASS: "green",
} as const;

/** `PASS`: what is only checked is as it should be. */
interface Shown extends Omit<StepResult, "status"> {
  readonly status: StepResult["status"] | "PASS";
}

/** The verdict, then every step in its order. */
export function stepsText(results: readonly Shown[], verdict: string, paint: Paint): string {
  const lines = results.map(
    ({ step, status, evidence }) => `${paint(STYLES[status], status.padEnd(7))} ${step}\n        ${evidence}\n`,
  );
  return `${paint("bold", verdict)}\n\n${lines.join("")}`;
}

/** @param dryRun whether nothing was to be changed */
export function verdictOf(results: readonly StepResult[], dryRun: boolean): string {
  const count = (wanted: StepResult["status"]) => results.filter(({ status }) => status === wanted).length;
  const [failed, open, changed] = [count("FAIL"), count("TODO"), count("CHANGED")];
  const failure = failed > 0 ? `${failed} of ${results.length} steps failed. ` : "";
  if (dryRun && open > 0)
    return `${failure}Nothing was changed: this is what would be done. Run it again with --yes to do it.`;
  if (failed > 0) return `${failure}Fix ${failed === 1 ? "it" : "them"}, then run it again.`;
  return changed > 0 ? "Done." : "There was nothing to do.";
}
