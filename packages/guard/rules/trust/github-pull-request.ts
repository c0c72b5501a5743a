import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { tokenOf } from "./support/github-run";
import { githubStatements } from "./support/github-statements";
import { wantedValues } from "./support/restrictions";

export const githubPullRequest: Rule = {
  id: "github-pull-request",
  area: "trust",
  severity: "info",
  what: "The role is meant for pull requests.",
  why: "Anyone who can push a branch to the repository can run their own workflow with the role, before any review.",
  fix: "Give such a role only read permissions, or name a protected environment: repo:OWNER/REPOSITORY:environment:NAME.",
  source: "https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims",
  *check(model: AccessModel): Generator<Violation> {
    for (const statement of githubStatements(model)) {
      const meant = wantedValues(statement.restrictions, "sub").filter(([value]) =>
        /^repo:[^:*?]+:pull_request$/.test(value),
      );
      for (const [value] of meant.slice(0, 1)) {
        const [repository] = statement.named;
        const token =
          repository &&
          tokenOf({ repository, event: "pull_request", issuer: statement.issuer, audience: STS_AUDIENCE }, value);
        if (!token || ask(statement, token).outcome === "denied") continue;
        const message = `${placed(statement)} accepts pull requests of ${repository.owner}/${repository.name} (${value}), whatever their workflow does.`;
        yield { at: statement.trust.role, message };
      }
    }
  },
};
