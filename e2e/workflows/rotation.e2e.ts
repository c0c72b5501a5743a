import { workflowFiles } from "../../export/render/workflow-files";
import { testConfig } from "../../tools/test-config";
import { FakeGithub, type Item } from "./support/fake-github";
import { Origin } from "./support/origin";
import { ScheduledRun } from "./support/scheduled-run";

const WORKFLOW = workflowFiles(
  testConfig("operations: {roles: {rotate: {subjects: [{branch: main}]}}, rotation: {olderThanDays: 60}}", "c.yaml"),
).get("openhands-rotation.yml") as string;

/** Prints $SAYS as rotate does, and writes what it would write. */
const PROGRAM = `#!/bin/bash
[ "$*" = "rotate --yes --without-cluster --older-than 60" ] || exit 2
[ -z "$SAYS" ] || printf "$SAYS"
echo 'a line on stderr' >&2
case "$SAYS" in "Next: apply"*) echo stale >> workflows/a.yml ;; Next:*) printf "$SAYS" | sed -n 1p > config/openhands.yaml ;; esac
exit "\${CODE:-0}"
`;
const FILES = {
  "bin/openhands-aws": PROGRAM,
  "config/openhands.yaml": "rotation: none\n",
  ...{ "terraform/a.tf.json": "{}\n", "manifests/a.yaml": "a: 1\n", "workflows/a.yml": "a: 1\n" },
};
const next = (phase: string, more = "") => `Next: ${phase}\\n  Because.\\n\\nkey      AKIAEXAMPLE (Active)\\n${more}`;

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

const run = (SAYS: string, env: NodeJS.ProcessEnv = {}) =>
  ScheduledRun.of(WORKFLOW, origin.bare, github, { SAYS, ...env });
const tip = (phase: string) => origin.read("rev-parse", `openhands-rotation/${phase}`);
const openTitles = () => github.open.map(({ title }) => title);

it("opens a pull request for the next phase, with what rotate says and what nobody has looked at", async () => {
  const ran = await run(next("published"));
  expect(ran).toMatchObject({ failed: [], log: "", outputs: { rotate: { code: "0", phase: "published" } } });
  expect(github.items).toHaveLength(1);
  const [{ head, base, title, body }] = github.items as [(typeof github.items)[0]];
  expect([head?.ref, base, title]).toEqual([
    "openhands-rotation/published",
    "main",
    "Rotate the Bedrock access key: published",
  ]);
  expect(body).toContain("Not looked at: Terraform's state.");
  expect(body).toContain("\n\n    Next: published\n      Because.\n    \n    key      AKIAEXAMPLE (Active)\n");
  expect(body).toContain("https://github.com/boxp/arch/actions/runs/42");
  expect(origin.read("diff", "--name-only", "main", "openhands-rotation/published")).toBe("config/openhands.yaml\n");
});

it("updates it the next time, and pushes only a change", async () => {
  await run(next("published"));
  const before = tip("published");
  await run(next("published", "new evidence\\n"));
  expect(tip("published")).toBe(before);
  expect(github.items).toHaveLength(1);
  expect(github.items[0]?.body).toContain("new evidence");

  origin.commit({ "README.md": "Something else.\n" });
  await run(next("published"));
  expect(tip("published")).not.toBe(before);
  expect(origin.read("diff", "--name-only", "main", "openhands-rotation/published")).toBe("config/openhands.yaml\n");
});

it.each(["disabled", "deleted"])(
  "leaves it to the reviewer of %s to look at the cluster, and says how",
  async (phase) => {
    await run(next(phase));
    const body = github.items[0]?.body ?? "";
    expect(body).toMatch(/Not looked at: the cluster\. \*\*Your merge confirms that/);
    expect(body).toContain(`It must print \`Next: ${phase}\` and \`cluster  Secret and pods hold the pair\``);
    expect(body).toContain("\n\n    bin/openhands-aws rotate\n");
  },
);

it.each([
  ["a phase that is not applied", "Next: apply the phase published\\n", "0"],
  ["a key that is young", "Nothing to do\\n  The key is 3 days old.\\n", "0"],
  ["something that has to settle", "Not settled: the phase published has to wait\\n", "1"],
  ["an unknown key", "Stopped\\n  The user has a key that this rotation does not know.\\n", "1"],
  ["a phase that it does not know", "Next: everything\\n", "0"],
  ["a phase that is not in the first line", "Nothing to do\\nNext: deleted\\n", "0"],
])("proposes nothing for %s, and closes what it had proposed with a word", async (_, says, CODE) => {
  await run(next("published"));
  const { failed } = await run(says, { CODE });
  expect(failed).toEqual(CODE === "0" ? [] : ["Fail if the rotation cannot go on"]);
  expect(github.items).toMatchObject([
    { state: "closed", comments: [expect.stringMatching(/does not propose this phase: .*runs\/42$/)] },
  ]);
});

it("closes an older phase's pull request when it opens the next one", async () => {
  await run(next("published"));
  await run(next("disabled"));
  expect(openTitles()).toEqual(["Rotate the Bedrock access key: disabled"]);
  expect(github.items).toHaveLength(2);
});

it("fails, and leaves everything as it is, where rotate could not look", async () => {
  await run(next("published"));
  const before = github.items;
  const { failed, log, summary } = await run("", { CODE: "2" });
  expect([failed, log]).toEqual([
    ["Find the next phase"],
    expect.stringMatching(/^::error::rotate could not look\. .*\n$/),
  ]);
  expect(summary).toBe("    a line on stderr\n");
  expect(github.items).toEqual(before);
});

it("takes no pull request from a fork for its own", async () => {
  const foreign: Item = {
    kind: "pulls",
    state: "open",
    ...{ number: 1, title: "Mine", body: "Mine", base: "main", comments: [] },
    ...{ user: { login: "mallory" } },
    head: {
      ref: "openhands-rotation/disabled",
      label: "boxp:openhands-rotation/disabled",
      repo: { full_name: "boxp/fork" },
    },
  };
  github.items = [foreign];
  await run(next("published"));
  expect(github.items).toMatchObject([foreign, { title: "Rotate the Bedrock access key: published" }]);
});

it("lets no text of rotate become markup, a mention, a command of the runner or a command of the shell", async () => {
  const hostile =
    "::error::a\\n@alice `x` ```\\n<script>\\r@bob\\r\\n##[error]b\\n$(touch /tmp/pwned) \\`id\\`\\n%%s\\n";
  const { log, summary, failed } = await run(next("published", hostile));
  expect([log, failed]).toEqual(["", []]);
  const [, quoted = ""] = /has found:\n\n([\s\S]*)$/.exec(github.items[0]?.body ?? "") ?? [];
  for (const text of [quoted, summary]) {
    expect(text).toContain("    ::error::a\n    @alice `x` ```\n    <script>@bob\n");
    expect(text.split("\n").filter((line) => line !== "" && !line.startsWith("    "))).toEqual([]);
    expect(text).not.toContain("\r");
  }
});
