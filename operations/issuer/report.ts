import { type Paint, stepsText, verdictOf } from "../steps-text";
import type { KeyState } from "./key-states";
import type { Publication } from "./publish";

/** For programs; fields are added, never renamed. */
export const reportJson = ({ steps, keys, flags }: Publication, dryRun: boolean): string =>
  `${JSON.stringify({ dryRun, steps, keys, ...(flags && { flags }) }, null, 2)}\n`;

/** The verdict, the steps, where each key is in its life, and what to set at the API server. */
export function reportText({ steps, checks, keys, flags }: Publication, dryRun: boolean, paint: Paint): string {
  const states = keys.length > 0 ? `\nKeys:\n${keys.map(keyText).join("")}` : "";
  const set = flags ? `\nTo let the API server issue its tokens as this issuer: ${flags}\n` : "";
  const shown = steps.map((step) =>
    step.status === "DONE" && checks.includes(step.step) ? { ...step, status: "PASS" as const } : step,
  );
  return `${stepsText(shown, verdictOf(steps, dryRun), paint)}${states}${set}`;
}

const keyText = ({ kid, alg, next }: KeyState): string => `  ${kid} (${alg}) ${next}\n`;
