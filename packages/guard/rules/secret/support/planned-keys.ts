type Status = "Active" | "Inactive" | null;

/**
 * For tests: what `terraform show -json` prints about a plan over access keys of the user `ci`.
 * @param keys by their label, each with its status before and after
 * @param actions of each. @default what follows from the two
 */
export const plannedKeys = (
  keys: Readonly<Record<string, readonly [before: Status, after: Status]>>,
  actions?: readonly string[],
): { readonly "plan.json": string } => ({
  "plan.json": JSON.stringify({
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: Object.entries(keys).map(([label, [before, after]]) => ({
      address: `aws_iam_access_key.${label}`,
      mode: "managed",
      type: "aws_iam_access_key",
      name: label,
      change: {
        actions: actions ?? actionsOf(before, after),
        before: before && { user: "ci", status: before },
        after: after && { user: "ci", status: after },
      },
    })),
  }),
});

function actionsOf(before: Status, after: Status): string[] {
  if (before === null) return ["create"];
  if (after === null) return ["delete"];
  return [before === after ? "no-op" : "update"];
}
