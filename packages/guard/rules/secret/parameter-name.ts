import type { Rule } from "../../rule";
import { isKnown, rawText, readable } from "../../text";

export const parameterName: Rule = {
  id: "parameter-name",
  area: "secret",
  severity: "error",
  what: "A parameter has a name that AWS refuses.",
  why: "The apply fails after other resources have been changed, and what reads the parameter finds none.",
  fix: "Use letters, digits and . - _ with at most 15 levels, begin it with a slash once it holds one, and not with aws or ssm.",
  source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html",
  *check(model) {
    for (const at of model.parameters) {
      const problem = problemOf(rawText(at.name));
      if (problem) yield { at, message: `its name ${JSON.stringify(readable(at.name))} ${problem}` };
    }
  },
};

/** Only the known part of a name is judged: what begins it, and which characters it has. */
function problemOf(name: string): string | undefined {
  if (isKnown(name)) {
    const levels = name.split("/").filter((part) => part !== "");
    if (name === "") return "is empty";
    if (name.includes("/") && !name.startsWith("/")) return "holds a slash and does not begin with one";
    if (levels.length > 15) return `has ${levels.length} levels, and 15 are allowed`;
    if (/\/$/.test(name)) return "ends with a slash";
    if (name.length > 1011) return `has ${name.length} characters, and 1011 are allowed`;
  }
  const [, reserved] = /^\/?(aws|ssm)/i.exec(name) ?? [];
  if (reserved) return `begins with ${reserved}, which AWS keeps for itself`;
  const [character] = /[^\w./\uFFFC-]/u.exec(name) ?? [];
  return character === undefined ? undefined : `holds ${JSON.stringify(character)}`;
}
