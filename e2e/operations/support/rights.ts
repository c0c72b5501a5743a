import { type Grant, toPolicyJson } from "@openhands-aws/constructs/iam";

/** A statement of a policy that allows something. */
type Right = { readonly Action: string | readonly string[] };

/** The statements of the policy that grants this. */
export const rightsOf = (grants: readonly Grant[]): Right[] => JSON.parse(toPolicyJson(grants)).Statement;

export const actionsOf = (rights: readonly Right[]): string[] => rights.flatMap(({ Action }) => Action);

/** The same without an action. */
export const without = (rights: readonly Right[], action: string): Right[] =>
  rights
    .map((right) => ({ ...right, Action: [right.Action].flat().filter((one) => one !== action) }))
    .filter(({ Action }) => Action.length > 0);
