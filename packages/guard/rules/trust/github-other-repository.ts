import type { AccessModel } from "../../model";
import type { Rule, Severity, Violation } from "../../rule";
import { ask } from "./support/ask";
import { placed, tokenText } from "./support/describe";
import { adversariesTo } from "./support/github-adversaries";
import { closedByKnown, closedTo, type GithubStatement, githubStatements } from "./support/github-statements";
import { wantedValues } from "./support/restrictions";

export const githubOtherRepository: Rule = {
  id: "github-other-repository",
  area: "trust",
  severity: "warning",
  what: "Workflows in repositories that the trust policy does not name can assume the role.",
  why: "Anyone who can create a repository for that owner, or write to any of the owner's repositories, has the role's permissions.",
  fix: "Name each repository in full: repo:OWNER/REPOSITORY: followed by the branch, tag or environment.",
  source: "https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims",
  *check(model: AccessModel): Generator<Violation> {
    for (const statement of githubStatements(model)) {
      // Where anyone is accepted, another rule reports that.
      if (!closedByKnown("outsider", statement) || closedTo("neighbour", statement)) continue;
      for (const { who, token } of adversariesTo(statement, "neighbour")) {
        if (ask(statement, token).outcome !== "allowed") continue;
        const message = `${placed(statement)} accepts ${who}: a token with ${tokenText(token)} gets a session.`;
        yield { at: statement.trust.role, message, severity: severityOf(statement) };
        break;
      }
    }
  },
};

/** `repo:o/r*` means the repository r but also accepts r-x; `repo:o/*` and `repo:o/r-*:ref...` mean several. */
function severityOf({ restrictions }: GithubStatement): Severity {
  const meant = wantedValues(restrictions, "sub").map(([value]) => value);
  return meant.some((value) => /^repo:[^/*?]+\/[^:*?]*[\w.]\*[^:]*$/.test(value)) ? "error" : "warning";
}
