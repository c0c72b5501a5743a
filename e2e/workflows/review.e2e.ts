import { workflowFiles } from "../../export/render/workflow-files";
import { testConfig } from "../../tools/test-config";
import { FakeGithub, type Item } from "./support/fake-github";
import { Origin } from "./support/origin";
import { ScheduledRun } from "./support/scheduled-run";

const WORKFLOW = workflowFiles(
  testConfig("operations: {roles: {verify: {subjects: [{branch: main}]}}, review: {maxKeyAgeDays: 60}}", "c.yaml"),
).get("openhands-review.yml") as string;

/** Prints the variable with a command's name, and ends with the status in its first character. */
const PROGRAM = `#!/bin/bash
case "$*" in
  "verify --max-key-age 60") said=$VERIFY ;;
  guard) said=$STACKS ;;
  "guard --config config/openhands.yaml --workflows .github/workflows terraform") said=$TERRAFORM ;;
  "export --check") said=$EXPORT ;;
  *) exit 9 ;;
esac
printf '%b' "\${said:1}"
exit "\${said:0:1}"
`;
const FILES = {
  "bin/openhands-aws": PROGRAM,
  "workflows/openhands-review.yml": "name: Review\n",
  "workflows/openhands-s3-sync.yml": "name: Sync\n",
  ".github/workflows/openhands-review.yml": "name: Review\n",
};
const WELL = {
  VERIFY: "0No check failed; 20 passed, 5 skipped.\n\nSKIP  pod\n      No cluster answers.\n",
  ...{ STACKS: "00 errors\n", TERRAFORM: "00 errors\n", EXPORT: "0terraform is up to date\n" },
};
const failing = (...names: string[]) =>
  `1${names.length} of 30 checks failed.\n\nFAIL  ${names.join(", ")}\n      It is not as exported.\n`;

let github: FakeGithub;
let origin: Origin;
beforeEach(() => {
  github = new FakeGithub();
  origin = new Origin(FILES);
});
afterEach(() => {
  github.remove();
  origin.remove();
});

const run = (said: Partial<typeof WELL> = {}) => ScheduledRun.of(WORKFLOW, origin.bare, github, { ...WELL, ...said });
const bodyOf = (item: Item | undefined) => item?.body ?? "";

it("opens no issue if all is well, and says in its summary what was skipped", async () => {
  const ran = await run();
  expect(ran).toMatchObject({ failed: [], log: "", outputs: { look: { state: "well" } } });
  expect(github.items).toEqual([]);
  expect(ran.summary).toMatch(/^Nothing to do\.\n\n## verify: nothing to do\n\n {4}No check failed/);
  expect(ran.summary).toContain("\n    SKIP  pod\n          No cluster answers.\n");
});

it("opens one issue, updates it, says what else differs, and closes it", async () => {
  const { failed, log } = await run({ VERIFY: failing("trust", "key-age") });
  expect([failed, log]).toEqual([[], ""]);
  expect(github.items).toMatchObject([{ kind: "issues", title: "OpenHands' access needs a look", comments: [] }]);
  expect(bodyOf(github.items[0])).toMatch(
    /^<!-- openhands-review -->\nLook at verify \(trust, key-age\)\.\n\n.*actions\/runs\/42.*\n\n## verify: look at this\n\n {4}2 of 30/,
  );

  await run({ VERIFY: failing("trust", "key-age").replace("as exported", "as it was") });
  expect(github.items).toMatchObject([{ state: "open", body: expect.stringContaining("as it was"), comments: [] }]);

  await run({ VERIFY: failing("trust", "key-age", "user"), EXPORT: "1terraform is stale\n" });
  const comment = "Look at verify (trust, key-age, user), export --check. https://github.com/boxp/arch/actions/runs/42";
  expect(github.items).toMatchObject([{ state: "open", comments: [comment] }]);

  await run();
  expect(github.items).toMatchObject([
    { state: "closed", comments: [comment, "Nothing to do. https://github.com/boxp/arch/actions/runs/42"] },
  ]);
  expect(bodyOf(github.items[0])).toContain("    SKIP  pod\n");

  await run({ STACKS: "11 error\n" });
  expect(github.open).toMatchObject([{ number: 2, body: expect.stringContaining("\nLook at guard of the stacks.\n") }]);
});

it.each<[string, Partial<typeof WELL>]>([
  ["guard of the stacks", { STACKS: "1an error\n" }],
  ["guard of terraform/ and the workflows", { TERRAFORM: "1a warning\n" }],
  ["export --check", { EXPORT: "1stale\n" }],
])("reports %s", async (title, said) => {
  await run(said);
  expect(bodyOf(github.items[0])).toContain(`\nLook at ${title}.\n`);
});

it("reports an installed workflow that is not the exported one, and misses none that is not installed", async () => {
  origin.commit({ ".github/workflows/openhands-review.yml": "name: Something else\n" });
  await run();
  expect(bodyOf(github.items[0])).toContain("\nLook at installed workflows.\n");
  expect(bodyOf(github.items[0])).toContain("\n    -name: Something else\n    +name: Review\n");
});

it("fails where something could not be looked at, and reports that, too", async () => {
  await run({ VERIFY: failing("trust") });
  const { failed, log } = await run({ EXPORT: "2The config is refused.\n" });
  expect(failed).toEqual(["Fail if something could not be looked at"]);
  expect(log).toMatch(/^::error::Something could not be looked at\. .*\n$/);
  expect(github.items).toMatchObject([
    {
      state: "open",
      body: expect.stringContaining("\nNot looked at: export --check.\n"),
      comments: [expect.anything()],
    },
  ]);
});

it("takes no one else's issue for its own", async () => {
  const issue: Item = {
    kind: "issues",
    state: "open",
    ...{ number: 1, title: "Mine", body: "<!-- openhands-review -->\n", comments: [], user: { login: "mallory" } },
  };
  const bots: Item = { ...issue, number: 2, body: "Something else.", user: { login: "github-actions[bot]" } };
  const empty: Item = { ...bots, number: 3, body: null };
  github.items = [issue, bots, empty];
  await run({ VERIFY: failing("trust") });
  await run();
  expect(github.items).toMatchObject([issue, bots, empty, { number: 4, state: "closed" }]);
});

it("lets no text become markup, a mention, a command of the runner or a command of the shell", async () => {
  const hostile = `${failing("trust")}::error::a\n@alice \`x\` \`\`\`\n<b>\r@bob\r\n##[error]b\n$(touch pwned) \`id\`\nFAIL  @eve\n`;
  const { log, failed, summary } = await run({ VERIFY: hostile });
  expect([log, failed]).toEqual(["", []]);
  const body = bodyOf(github.items[0]);
  expect(body).toMatch(/^<!-- openhands-review -->\nLook at verify \(trust\)\.\n/);
  for (const text of [body, summary]) {
    expect(text).toContain(
      "    ::error::a\n    @alice `x` ```\n    <b>@bob\n    ##[error]b\n    $(touch pwned) `id`\n    FAIL  @eve\n",
    );
    expect(text.split("\n").filter((line) => /[@`$<]|::/.test(line) && !line.startsWith("    "))).toEqual(
      text === body ? ["<!-- openhands-review -->"] : [],
    );
  }
});

it("cuts what is too long for an issue, and says so", async () => {
  const long = "x\\n".repeat(20_000);
  await run({ STACKS: `1${long}`, TERRAFORM: `1${long}`, EXPORT: `1${long}`, VERIFY: `1${long}` });
  const body = bodyOf(github.items[0]);
  expect(body.match(/\n\n\*\*The rest is cut off\.\*\*/g)).toHaveLength(4);
  expect(body.length).toBeLessThan(65_536);
});
