import { PARAMETER_NAME } from "@openhands-aws/facts/ssm-limits";
import type { Rule } from "../../rule";
import { isKnown, rawText, readable } from "../../text";

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
      const problem = problemOf(rawText(at.name));
      if (problem) yield { at, message: `The name ${JSON.stringify(readable(at.name))} ${problem}.` };
    }
  },
};

const { mostLevels, mostCharacters, reserved } = PARAMETER_NAME;

/** Only the known part of a name is checked: how it begins, and which characters it contains. */
function problemOf(name: string): string | undefined {
  if (isKnown(name)) {
    const levels = name.split("/").filter((part) => part !== "");
    if (name === "") return "is empty";
    if (name.includes("/") && !name.startsWith("/")) return "contains a slash but does not start with one";
    if (levels.length > mostLevels) return `has ${levels.length} levels, but only ${mostLevels} are allowed`;
    if (/\/$/.test(name)) return "ends with a slash";
    if (name.length > mostCharacters) return `has ${name.length} characters, but only ${mostCharacters} are allowed`;
  }
  const [, begins] = reserved.exec(name) ?? [];
  if (begins) return `starts with ${begins}, which AWS reserves`;
  const [character] = /[^\w./\uFFFC-]/u.exec(name) ?? [];
  return character === undefined ? undefined : `contains ${JSON.stringify(character)}`;
}
