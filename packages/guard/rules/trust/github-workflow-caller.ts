import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { ask } from "./support/ask";
import { placed, tokenText } from "./support/describe";
import { callersOf } from "./support/github-adversaries";
import { closedTo, githubStatements } from "./support/github-statements";

export const githubWorkflowCaller: Rule = {
  id: "github-workflow-caller",
  area: "trust",
  severity: "warning",
  what: "Any repository that calls a reusable workflow can assume the role.",
  why: "Any repository can call a public workflow, with inputs of its choice; job_workflow_ref says which file runs, not for whom.",
  fix: "Require the caller too: token.actions.githubusercontent.com:sub with repo:OWNER/REPOSITORY:..., or repository_owner_id.",
  source:
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows",
  *check(model: AccessModel): Generator<Violation> {
    for (const statement of githubStatements(model)) {
      if (closedTo("caller", statement)) continue;
      for (const { who, token } of callersOf(statement)) {
        if (ask(statement, token).outcome !== "allowed") continue;
        const message = `${placed(statement)} accepts ${who}: a token with ${tokenText(token, ["repository", "job_workflow_ref"])} gets a session.`;
        yield { at: statement.trust.role, message };
        break;
      }
    }
  },
};
