import type { Rule } from "../../rule";
import { keyChanges } from "./support/key-changes";

export const accessKeyActivated: Rule = {
  id: "access-key-activated",
  area: "secret",
  severity: "error",
  needsPlan: true,
  what: "A plan activates an access key that is inactive.",
  why: "A key is disabled because it may have leaked, or because its successor is in use. Terraform activates it again if the configuration does not say that it is inactive, or if another resource is moved to its address while it is removed.",
  fix: 'Set status to "Inactive" on the key. To delete a key and move another to its address, apply the deletion first and the move later. If the key has not leaked and is to work again, accept the finding for that one plan (guard.exemptions).',
  source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key#status",
  *check(model) {
    for (const { at, user, before, after } of keyChanges(model))
      if (before === "Inactive" && after === "Active")
        yield { at, message: `The access key of user ${user} is inactive, and the plan activates it again.` };
  },
};
