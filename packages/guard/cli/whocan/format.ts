import type { Paint } from "../../format/text";
import type { RoleAnswer } from "../../whocan";

/** For people: the roles that can be assumed with reasons and permissions, the others with reasons, and a summary. */
export function formatAnswers(question: string, roles: readonly RoleAnswer[], paint: Paint): string {
  const admitting = roles.filter(({ decision }) => decision === "allowed");
  const refusing = roles.filter(({ decision }) => decision === "denied");
  const blocks = [
    `Asked: ${question}`,
    ...admitting.map((role) => admission(role, paint)),
    ...refusing.map(({ name, address, because }) =>
      [`${paint("cyan", "cannot assume")} ${paint("bold", name)} ${paint("dim", address)}`, ...lines(because)].join(
        "\n",
      ),
    ),
    summary(admitting, roles.length),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function admission({ name, address, because, permissions, wish }: RoleAnswer, paint: Paint): string {
  const granted =
    wish?.decision === "allowed" ? paint("red", "allows the action") : paint("cyan", "does not allow the action");
  return [
    `${paint("red", "can assume")} ${paint("bold", name)} ${paint("dim", address)}`,
    ...lines(because),
    ...(wish ? [`  ${granted}`, ...lines(wish.because, "    ")] : []),
    permissions.length > 0 ? "  permissions" : "  no permissions",
    ...lines(permissions, "    "),
  ].join("\n");
}

const lines = (texts: readonly string[], indent = "  "): string[] => texts.map((text) => `${indent}- ${text}`);

function summary(admitting: readonly RoleAnswer[], count: number): string {
  const able = admitting.filter(({ wish }) => wish?.decision !== "denied");
  const asked = admitting.some(({ wish }) => wish);
  const roles = `${admitting.length} of ${count} roles can be assumed`;
  return asked ? `${roles}; ${able.length} ${able.length === 1 ? "allows" : "allow"} the action.` : `${roles}.`;
}
