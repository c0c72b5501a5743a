import type { Rule } from "../../rule";
import { keyChanges } from "./support/key-changes";

export const activeAccessKeyDestroyed: Rule = {
  id: "active-access-key-destroyed",
  area: "secret",
  severity: "warning",
  needsPlan: true,
  what: "A plan destroys an access key that is active.",
  why: "Everything that has the key stops working at once, and AWS restores no key. An error if the plan gives the user's other key back its place: then the key in use is destroyed, and an older one comes back.",
  fix: 'Make sure that nothing uses the key: set its status to "Inactive", apply, and wait; then destroy it. To delete a key and move another to its address, apply the deletion first and the move later.',
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html",
  *check(model) {
    const changes = keyChanges(model);
    for (const { at, user, before, after } of changes) {
      if (before !== "Active" || after !== undefined) continue;
      const returned = changes.find(
        (other) => other.user === user && other.before === "Inactive" && other.after === "Active",
      );
      if (returned)
        yield {
          at,
          severity: "error",
          message: `The plan destroys the active access key of user ${user}, and activates ${returned.at.address} instead.`,
        };
      else yield { at, message: `The plan destroys the access key of user ${user}, which is active.` };
    }
  },
};
