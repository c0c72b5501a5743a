import type { Paint } from "../../format/text";
import type { RoleAnswer } from "../../whocan";

/** For people: who lets in with reasons and permissions, who refuses with reasons, and a sentence that sums it up. */
export function formatAnswers(question: string, roles: readonly RoleAnswer[], paint: Paint): string {
  const admitting = roles.filter(({ decision }) => decision === "allowed");
  const refusing = roles.filter(({ decision }) => decision === "denied");
  const blocks = [
    `Asked: ${question}`,
    ...admitting.map((role) => admission(role, paint)),
    ...refusing.map(({ name, address, because }) =>
      [`${paint("cyan", "refused by")} ${paint("bold", name)} ${paint("dim", address)}`, ...lines(because)].join("\n"),
    ),
    summary(admitting, roles.length),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function admission({ name, address, because, permissions, wish }: RoleAnswer, paint: Paint): string {
  const granted = wish?.decision === "allowed" ? paint("red", "may do it") : paint("cyan", "may not do it");
  return [
    `${paint("red", "let in by")} ${paint("bold", name)} ${paint("dim", address)}`,
    ...lines(because),
    ...(wish ? [`  and ${granted}`, ...lines(wish.because, "    ")] : []),
    permissions.length > 0 ? "  permissions" : "  no permissions",
    ...lines(permissions, "    "),
  ].join("\n");
}

const lines = (texts: readonly string[], indent = "  "): string[] => texts.map((text) => `${indent}- ${text}`);

function summary(admitting: readonly RoleAnswer[], count: number): string {
  const able = admitting.filter(({ wish }) => wish?.decision !== "denied");
  const asked = admitting.some(({ wish }) => wish);
  const roles = `${admitting.length} of ${count} ${count === 1 ? "role" : "roles"} let it in`;
  return asked ? `${roles}; with ${able.length} of them it may do it.` : `${roles}.`;
}
