import { synthesizeAll } from "../../../main";
import type { Verb } from "../../../stacks/openhands-operations/rights";
import { testConfig } from "../../../tools/test-config";

/** A statement of a policy that allows something. */
export type Right = {
  readonly Effect: "Allow";
  readonly Action: string | readonly string[];
  readonly Resource: readonly string[];
};

interface Exported {
  readonly data: {
    readonly aws_iam_policy_document: Readonly<
      Record<string, { readonly statement: readonly { readonly actions: string[]; readonly resources: string[] }[] }>
    >;
  };
}

/** The statements of the policy that the stack openhands-operations exports for the verb. @param yaml the rest of the config */
export function exportedRights(verb: Verb, yaml = ""): Right[] {
  const roles = `${verb}: {principals: ["arn:aws:iam::123456789012:user/oncall"]}`;
  const config = testConfig(`${yaml}\noperations: {roles: {${roles}}}`, "openhands.yaml");
  const exported = synthesizeAll(config).get("openhands-operations") as unknown as Exported;
  const { statement } = exported.data.aws_iam_policy_document[verb] as { statement: [] };
  return statement.map(({ actions, resources }) => ({ Effect: "Allow", Action: actions, Resource: resources }));
}

export const actionsOf = (rights: readonly Right[]): string[] => rights.flatMap(({ Action }) => Action);

/** The same without an action. */
export const without = (rights: readonly Right[], action: string): Right[] =>
  rights
    .map((right) => ({ ...right, Action: [right.Action].flat().filter((one) => one !== action) }))
    .filter(({ Action }) => Action.length > 0);
