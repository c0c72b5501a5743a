/** One line of `terraform -json`: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
type Message =
  | {
      readonly type: "planned_change";
      readonly change: { readonly resource: { readonly addr: string }; readonly action: string };
    }
  | { readonly type: "other" };

/**
 * What terraform says that it is going to do. Nothing is said of a resource without a change; one that is only imported has
 * the action `import`, one that is only forgotten `remove`.
 * @param text what `terraform plan -json` or `terraform apply -json` printed
 */
export function plannedChanges(text: string): [address: string, action: string][] {
  const messages: Message[] = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return messages.flatMap((message) =>
    message.type === "planned_change" ? [[message.change.resource.addr, message.change.action]] : [],
  );
}
