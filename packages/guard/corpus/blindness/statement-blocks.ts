import type { Body } from "./bad-case";
import { escaped } from "./expression";

/** Whether a data source `aws_iam_policy_document` can say the same. */
export const canBeBlock = (document: Body): boolean =>
  [document.Statement].flat().every((statement) => Object.keys(statement as Body).every((name) => name in ARGUMENTS));

/** The statements of a document as the blocks of a data source. */
export const blocksOf = (document: Body): Body[] =>
  [document.Statement]
    .flat()
    .map((statement) =>
      Object.fromEntries(
        Object.entries(statement as Body).map(([name, value]) => [ARGUMENTS[name], argumentOf(name, value)]),
      ),
    );

const ARGUMENTS: Readonly<Record<string, string>> = {
  Sid: "sid",
  Effect: "effect",
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
  Principal: "principals",
  NotPrincipal: "not_principals",
  Condition: "condition",
};

function argumentOf(name: string, value: unknown): unknown {
  if (name === "Sid" || name === "Effect") return value;
  if (name === "Condition")
    return Object.entries(value as Body).flatMap(([test, keys]) =>
      Object.entries(keys as Body).map(([variable, values]) => ({ test, variable, values: textsOf(values) })),
    );
  if (!/Principal$/.test(name)) return textsOf(value);
  if (typeof value === "string") return [{ type: "*", identifiers: [value] }];
  return Object.entries(value as Body).map(([type, identifiers]) => ({ type, identifiers: textsOf(identifiers) }));
}

const textsOf = (value: unknown): string[] => [value].flat().map((one) => escaped(String(one)));

/** The same blocks, one for each of a list. */
export function dynamicOf(blocks: readonly Body[]): Body {
  const has = (name: string) => blocks.some((one) => name in one);
  const content = Object.fromEntries(
    PLAIN.filter(has).map((name) => [name, `\${lookup(statement.value, "${name}", null)}`]),
  );
  const dynamic = Object.fromEntries(
    Object.entries(NESTED)
      .filter(([name]) => has(name))
      .map(([name, keys]) => [
        name,
        {
          for_each: `\${lookup(statement.value, "${name}", [])}`,
          content: Object.fromEntries(keys.map((key) => [key, `\${${name}.value.${key}}`])),
        },
      ]),
  );
  return {
    for_each: `\${[${blocks.map((one) => JSON.stringify(one)).join(", ")}]}`,
    content: { ...content, ...(Object.keys(dynamic).length > 0 && { dynamic }) },
  };
}

const PLAIN = ["sid", "effect", "actions", "not_actions", "resources", "not_resources"];

const NESTED = {
  principals: ["type", "identifiers"],
  not_principals: ["type", "identifiers"],
  condition: ["test", "variable", "values"],
};
