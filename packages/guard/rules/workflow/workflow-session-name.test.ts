import { assuming, findings, MAIN, workflow } from "./support/testing";
import { workflowSessionName as rule } from "./workflow-session-name";

const named = (name: string) => workflow(MAIN, assuming(undefined, `role-session-name: ${name}`));

it.each<[string, string, string[]]>([
  [
    "finds a slash",
    named("octo-org/app"),
    ['error deploy.yml:jobs.build.steps[0]: AWS does not accept the session name "octo-org/app".'],
  ],
  ["finds the repository", named("${{ github.repository }}"), ['AWS does not accept the session name "octo-org/app".']],
  ["finds a space beside what is not known", named('"run ${{ github.run_id }}"'), ['"run <unknown>"']],
  ["finds one letter", named("x"), ['"x"']],
  ["finds 65", named("x".repeat(65)), ["x".repeat(65)]],
  ["accepts the default", workflow(MAIN, assuming()), []],
  ["accepts what may be right", named("deploy-${{ github.run_id }}"), []],
])("%s", async (_, text, expected) =>
  expect(await findings(rule, text)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
