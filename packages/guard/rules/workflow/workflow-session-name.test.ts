import { assuming, MAIN, said, workflow } from "./support/testing";
import { workflowSessionName as rule } from "./workflow-session-name";

const named = (name: string) => workflow(MAIN, assuming(undefined, `role-session-name: ${name}`));

it.each<[string, string, string[]]>([
  [
    "finds a slash",
    named("octo-org/app"),
    ['error deploy.yml:jobs.build.steps[0]: The session is called "octo-org/app".'],
  ],
  ["finds the repository", named("${{ github.repository }}"), ['The session is called "octo-org/app".']],
  ["finds a space beside what is not known", named('"run ${{ github.run_id }}"'), ['"run <unknown>"']],
  ["finds one letter", named("x"), ['"x"']],
  ["finds 65", named("x".repeat(65)), ["x".repeat(65)]],
  ["is content with the default", workflow(MAIN, assuming()), []],
  ["is content with what may be right", named("deploy-${{ github.run_id }}"), []],
])("%s", async (_, text, expected) =>
  expect(await said(rule, text)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
