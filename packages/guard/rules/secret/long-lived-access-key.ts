import type { AccessKey, AccessModel } from "../../model";
import type { Rule } from "../../rule";
import { resourceAt } from "../../support/resources";
import { known, readable } from "../../text";

export const longLivedAccessKey: Rule = {
  id: "long-lived-access-key",
  area: "secret",
  severity: "info",
  what: "A user has an access key that never expires, although a role might do.",
  why: "The key works from anywhere until someone deletes it, and Terraform's state contains its secret.",
  fix: "Where its holder can get a token (GitHub Actions, a cluster with an OIDC issuer, AWS itself), let it assume a role, and delete the key; elsewhere, rotate it.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  *check(model) {
    for (const at of model.accessKeys)
      if (known(at.status) !== "Inactive")
        yield { at, message: `User ${readable(at.user)} has an access key${kept(model, at)}.` };
  },
};

const kept = (model: AccessModel, key: AccessKey): string =>
  resourceAt(model, key, key.address)?.argument("pgp_key") ? "" : ", whose secret is in Terraform's state";
