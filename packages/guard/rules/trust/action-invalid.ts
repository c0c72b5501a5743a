import type { AccessModel } from "../../model";
import { matcher, wildcardCodes } from "../../policy/wildcard";
import type { Rule, Violation } from "../../rule";
import { lowerCase } from "../../text";
import { listed, placed } from "./support/describe";
import { trustsOf } from "./support/trusts";

export const actionInvalid: Rule = {
  id: "action-invalid",
  area: "trust",
  severity: "error",
  what: "A trust policy names an action that it cannot grant.",
  why: "A trust policy says who gets sessions of the role; AWS rejects any action other than the STS actions that issue sessions (MalformedPolicyDocument).",
  fix: "Write sts:AssumeRole, sts:AssumeRoleWithWebIdentity, sts:AssumeRoleWithSAML, sts:TagSession, sts:SetSourceIdentity or sts:SetContext. What the role may do belongs in its permission policies.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const { allows } of trustsOf(model))
      for (const one of allows) {
        const wrong = one.statement.actions.patterns.filter((pattern) => {
          const matches = matcher(wildcardCodes(lowerCase(pattern)));
          return ACTIONS.every((action) => matches(action) === false);
        });
        if (wrong.length > 0)
          yield {
            at: one.trust.role,
            message: `${placed(one)} names ${listed(wrong)}, which a trust policy cannot grant.`,
          };
      }
  },
};

const ACTIONS = [
  "sts:assumerole",
  "sts:assumerolewithwebidentity",
  "sts:assumerolewithsaml",
  "sts:tagsession",
  "sts:setsourceidentity",
  "sts:setcontext",
];
