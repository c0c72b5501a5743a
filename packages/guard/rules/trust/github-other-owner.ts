import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { ask } from "./support/ask";
import { placed, tokenText } from "./support/describe";
import { adversariesTo } from "./support/github-adversaries";
import { closedTo, type GithubStatement, githubStatements } from "./support/github-statements";
import { placeFor } from "./support/places";

export const githubOtherOwner: Rule = {
  id: "github-other-owner",
  area: "trust",
  severity: "error",
  what: "Workflows in other owners' repositories can assume the role.",
  why: "Anyone on GitHub can create a repository, choose its workflows, branches, environments and the parts of its subject, and then has the role's permissions.",
  fix: "Require the subject in full: StringEquals on token.actions.githubusercontent.com:sub with repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH or repo:OWNER/REPOSITORY:environment:NAME.",
  source: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  *check(model: AccessModel): Generator<Violation> {
    for (const statement of githubStatements(model)) {
      const at = statement.trust.role;
      const message = letIn(statement);
      // An enterprise's own issuer serves nobody else.
      if (message !== undefined) yield { at, message, ...(!statement.shared && { severity: "warning" as const }) };
      else yield* fromTheRightPlace(statement);
    }
  },
};

/** An address does not identify anyone: GitHub's runners share theirs. */
function* fromTheRightPlace(statement: GithubStatement): Generator<Violation> {
  const place = placeFor(statement.statement);
  const keys = Object.keys(place);
  const message = keys.length > 0 ? letIn(statement, place) : undefined;
  if (message === undefined) return;
  const how = `${message} The only restriction is ${keys.join(" and ")}.`;
  yield { at: statement.trust.role, message: how, severity: "warning" };
}

function letIn(statement: GithubStatement, place: Record<string, string> = {}): string | undefined {
  if (closedTo("outsider", statement)) return undefined;
  const { restrictions } = statement;
  for (const { who, token } of adversariesTo(statement, "outsider")) {
    if (ask(statement, token, place).outcome !== "allowed") continue;
    const chosen = restrictions.map(({ claim }) => claim).filter((claim) => CHOOSABLE.has(claim));
    const anyones = chosen.length > 0 ? ` (any repository can have runs with that ${chosen.join(" and ")})` : "";
    return `${placed(statement)} accepts ${who}: a token with ${tokenText(token, chosen)} gets a session${anyones}.`;
  }
  return undefined;
}

/** An actor starts runs wherever they comment, star or push. */
const CHOOSABLE = new Set(["actor", "actor_id", "environment", "ref", "workflow"]);
