import type { AccessModel } from "../../model";
import { shown } from "../../policy/context";
import type { Rule, Violation } from "../../rule";
import { placed } from "./support/describe";
import { defaultSubjects } from "./support/github-language";
import { githubStatements, isCommon, isNoSubject } from "./support/github-statements";
import { matchIn, wantedValues } from "./support/restrictions";

export const githubSubjectTemplate: Rule = {
  id: "github-subject-template",
  area: "trust",
  severity: "info",
  what: "Only a repository that has customized its subject can match.",
  why: "GitHub's default subjects are repo:OWNER/REPOSITORY: followed by pull_request, ref:... or environment:...; others are issued only where a subject template is set.",
  fix: "Set the template (gh api -X PUT repos/OWNER/REPOSITORY/actions/oidc/customization/sub), or write the subject in GitHub's default form.",
  source:
    "https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository",
  *check(model: AccessModel): Generator<Violation> {
    for (const statement of githubStatements(model))
      for (const [value, restriction] of wantedValues(statement.restrictions, "sub")) {
        if (isCommon(value, restriction) || isNoSubject(value, restriction, "anybody")) continue;
        if (matchIn(value, restriction, defaultSubjects("anybody")) !== undefined) continue;
        const incomplete = /^repo:[^:]*$/.test(value);
        const message = `${placed(statement)} requires the subject ${shown(value)}${
          incomplete ? ", which names no branch, tag, environment or pull request" : ""
        }: no repository issues it unless it has customized its subject.`;
        yield { at: statement.trust.role, message, ...(incomplete && { severity: "warning" as const }) };
      }
  },
};
