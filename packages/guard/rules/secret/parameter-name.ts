import type { Rule } from "../../rule";
import { isKnown } from "../../text";

export const parameterName: Rule = {
  id: "parameter-name",
  area: "secret",
  severity: "error",
  what: "A parameter has a name that AWS rejects.",
  why: "The apply fails after other resources have changed, and readers do not find the parameter.",
  fix: "Use letters, digits and . - _ with at most 15 levels; start a name that contains a slash with a slash, and never with aws or ssm.",
  source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html",
  *check(model) {
    for (const at of model.parameters) {
      const problem = problemOf(at.name);
      if (problem) yield { at, message: `The name ${JSON.stringify(at.name)} ${problem}.` };
    }
  },
};

/** Only the known part of a name is checked: how it begins, and which characters it contains. */
function problemOf(name: string): string | undefined {
  if (isKnown(name)) {
    const levels = name.split("/").filter((part) => part !== "");
    if (name === "") return "is empty";
    if (name.includes("/") && !name.startsWith("/")) return "contains a slash but does not start with one";
    if (levels.length > 15) return `has ${levels.length} levels, but only 15 are allowed`;
    if (/\/$/.test(name)) return "ends with a slash";
    if (name.length > 1011) return `has ${name.length} characters, but only 1011 are allowed`;
  }
  const [, reserved] = /^\/?(aws|ssm)/i.exec(name) ?? [];
  if (reserved) return `starts with ${reserved}, which AWS reserves`;
  const [character] = /[^\w./\uFFFC-]/u.exec(name) ?? [];
  return character === undefined ? undefined : `contains ${JSON.stringify(character)}`;
}
