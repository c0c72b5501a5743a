import { PARAMETER_NAME } from "@openhands-aws/facts/ssm-limits";
import type { Rule } from "../../rule";
import { isKnown } from "../../text";

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
      const problem = problemOf(at.name);
      if (problem) yield { at, message: `its name ${JSON.stringify(at.name)} ${problem}` };
    }
  },
};

const { mostLevels, mostCharacters, reserved } = PARAMETER_NAME;

/** Only the known part of a name is judged: what begins it, and which characters it has. */
function problemOf(name: string): string | undefined {
  if (isKnown(name)) {
    const levels = name.split("/").filter((part) => part !== "");
    if (name === "") return "is empty";
    if (name.includes("/") && !name.startsWith("/")) return "holds a slash and does not begin with one";
    if (levels.length > mostLevels) return `has ${levels.length} levels, and ${mostLevels} are allowed`;
    if (/\/$/.test(name)) return "ends with a slash";
    if (name.length > mostCharacters) return `has ${name.length} characters, and ${mostCharacters} are allowed`;
  }
  const [, begins] = reserved.exec(name) ?? [];
  if (begins) return `begins with ${begins}, which AWS keeps for itself`;
  const [character] = /[^\w./\uFFFC-]/u.exec(name) ?? [];
  return character === undefined ? undefined : `holds ${JSON.stringify(character)}`;
}
