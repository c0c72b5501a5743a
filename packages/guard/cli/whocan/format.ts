import type { Paint } from "../../format/text";
import { printable } from "../../printable";
import type { RoleAnswer } from "../../whocan";

/**
 * For people: the roles that can be assumed with reasons and permissions, the others with reasons, and a summary.
 * @param remarks on the whole answer
 */
export function formatAnswers(
  question: string,
  roles: readonly RoleAnswer[],
  remarks: readonly string[],
  paint: Paint,
): string {
  const admitting = roles.filter(({ decision }) => decision === "allowed");
  const refusing = roles.filter(({ decision }) => decision === "denied");
  const blocks = [
    `Asked: ${printable(question)}`,
    ...remarks.map((text) => paint("yellow", printable(text))),
    ...admitting.map((role) => admission(role, paint)),
    ...refusing.map((role) => [heading("cyan", "cannot assume", role, paint), ...lines(role.because)].join("\n")),
    summary(admitting, roles.length),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const heading = (style: "red" | "cyan", verdict: string, { name, address }: RoleAnswer, paint: Paint): string =>
  `${paint(style, verdict)} ${paint("bold", printable(name))} ${paint("dim", printable(address))}`;

function admission(role: RoleAnswer, paint: Paint): string {
  const { because, permissions, wish } = role;
  const granted =
    wish?.decision === "allowed" ? paint("red", "allows the action") : paint("cyan", "does not allow the action");
  return [
    heading("red", "can assume", role, paint),
    ...lines(because),
    ...(wish ? [`  ${granted}`, ...lines(wish.because, "    ")] : []),
    permissions.length > 0 ? "  permissions" : "  no permissions",
    ...lines(permissions, "    "),
  ].join("\n");
}

const lines = (texts: readonly string[], indent = "  "): string[] =>
  texts.map((text) => `${indent}- ${printable(text)}`);

function summary(admitting: readonly RoleAnswer[], count: number): string {
  const able = admitting.filter(({ wish }) => wish?.decision !== "denied");
  const asked = admitting.some(({ wish }) => wish);
  const roles = `${admitting.length} of ${count} roles can be assumed`;
  return asked ? `${roles}; ${able.length} ${able.length === 1 ? "allows" : "allow"} the action.` : `${roles}.`;
}
