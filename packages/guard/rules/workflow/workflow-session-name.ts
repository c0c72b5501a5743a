import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { UNKNOWN } from "../../text";
import { assumeRoleSteps } from "./support/assume-role-steps";
import { plain } from "./support/text";

export const workflowSessionName: WorkflowRule = {
  id: "workflow-session-name",
  area: "workflow",
  severity: "error",
  what: "AWS does not take the name of a session.",
  why: "A session's name has 2 to 64 letters, digits and `+=,.@_-`; with any other the step ends with a ValidationError.",
  fix: "Write a name such as deploy-${{ github.run_id }}, without what a ref or a title may hold.",
  source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const { at, assumeRoleCalls } of assumeRoleSteps(judged)) {
      const names = new Set(assumeRoleCalls.flatMap(({ sessionName }) => sessionName ?? []));
      for (const name of names) if (!fits(name)) yield { at, message: `The session is called "${plain(name)}".` };
    }
  },
};

/** What is not known of it may fit. */
function fits(name: string): boolean {
  const known = name.replaceAll(UNKNOWN, "");
  const complete = known === name;
  return /^[\w+=,.@-]*$/.test(known) && known.length <= 64 && (!complete || known.length >= 2);
}
