import { countExempted, countNotChecked, countOf, type Finding } from "../finding";
import { printable } from "../printable";
import { exemptionWords } from "./exemption-words";

/** Colors a text, or leaves it as it is where colors are not wanted. */
export type Paint = (style: "red" | "yellow" | "cyan" | "bold" | "dim", text: string) => string;

const STYLE = { error: "red", warning: "yellow", info: "cyan" } as const;

/** For people: each finding with its place, its reason and its fix; a count at the end. */
export function formatText(findings: readonly Finding[], paint: Paint): string {
  const blocks = findings.map(({ rule, severity, address, file, line, message, why, fix, exemption }) => {
    const place = printable([file, line].filter((part) => part !== undefined && part !== "").join(":"));
    return [
      `${paint(STYLE[severity], severity)} ${paint("bold", printable(address))} ${paint("dim", `[${rule}]`)}${place && ` ${place}`}`,
      `  ${printable(message)}`,
      `  ${paint("dim", "why:")} ${printable(why)}`,
      `  ${paint("dim", "fix:")} ${printable(fix)}`,
      ...(exemption ? [`  ${paint("dim", "exempted:")} ${printable(exemptionWords(exemption))}`] : []),
      "",
    ].join("\n");
  });
  return `${[...blocks, summary(findings)].join("\n")}\n`;
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function summary(findings: readonly Finding[]): string {
  const notChecked = countNotChecked(findings);
  const exempted = countExempted(findings);
  return [
    plural(countOf(findings, "error"), "error"),
    plural(countOf(findings, "warning"), "warning"),
    plural(countOf(findings, "info"), "note"),
    ...(notChecked > 0 ? [`${notChecked} not checked`] : []),
    ...(exempted > 0 ? [`${exempted} exempted`] : []),
  ].join(", ");
}
