import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { UNKNOWN } from "../../text";
import { assumeRoleSteps } from "./support/assume-role-steps";
import { plain } from "./support/text";

export const workflowSessionName: WorkflowRule = {
  id: "workflow-session-name",
  area: "workflow",
  severity: "error",
  what: "AWS does not accept the name of a session.",
  why: "A session name has 2 to 64 characters: letters, digits and `+=,.@_-`. With any other name, the step fails with a ValidationError.",
  fix: "Use a name such as deploy-${{ github.run_id }}, not a ref or a title: these may contain other characters.",
  source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const { at, assumeRoleCalls } of assumeRoleSteps(judged)) {
      const names = new Set(assumeRoleCalls.flatMap(({ sessionName }) => sessionName ?? []));
      for (const name of names)
        if (!fits(name)) yield { at, message: `AWS does not accept the session name "${plain(name)}".` };
    }
  },
};

/** The unknown parts may fit. */
function fits(name: string): boolean {
  const known = name.replaceAll(UNKNOWN, "");
  const complete = known === name;
  return /^[\w+=,.@-]*$/.test(known) && known.length <= 64 && (!complete || known.length >= 2);
}
