import fc from "fast-check";
import { readWorkflow } from "../read-workflow";
import { globOf } from "./glob";
import { refsOf } from "./refs";
import { runsOf } from "./run";

/** Refs of the runs that a trigger starts. */
const refs = (on: string, more = "", named: readonly string[] = []) => {
  const workflow = readWorkflow({ path: "w.yml", text: `on: ${on}\njobs: {a: {steps: []${more}}}\n` });
  const known = refsOf([workflow], named);
  return workflow.triggers.flatMap((trigger) => runsOf(trigger, known)).map(({ event, ref }) => `${event} ${ref}`);
};

it.each<[string, string, string[], string?, string[]?]>([
  ["a word", "push", ["push refs/heads/main", "push refs/heads/some-branch", "push refs/tags/some-tag"]],
  ["a list", "[release, schedule]", ["release refs/tags/some-tag", "schedule refs/heads/main"]],
  [
    "a map",
    "{push: {branches: [main]}, workflow_run: {workflows: [x]}}",
    ["push refs/heads/main", "workflow_run refs/heads/main"],
  ],
  ["branches alone", "{push: {branches: [deploy]}}", ["push refs/heads/deploy"]],
  ["tags alone", "{push: {tags: ['v*']}}", ["push refs/tags/vx"]],
  ["branches and tags", "{push: {branches: main, tags: [v1]}}", ["push refs/heads/main", "push refs/tags/v1"]],
  ["all but some branches", "{push: {branches-ignore: [main]}}", ["push refs/heads/some-branch"]],
  ["all but some tags", "{push: {tags-ignore: ['**']}}", []],
  ["an exception", "{push: {branches: ['release/**', '!release/x']}}", []],
  [
    "paths, which leave every branch",
    "{push: {paths: [src]}}",
    ["push refs/heads/main", "push refs/heads/some-branch", "push refs/tags/some-tag"],
  ],
  ["master", "{push: {branches: [master]}, schedule: []}", ["push refs/heads/master", "schedule refs/heads/master"]],
  ["a call, which is its caller's", "workflow_call", []],
  [
    "pull requests",
    "{pull_request: {branches: [main]}}",
    ["pull_request refs/pull/1/merge", "pull_request refs/pull/1/merge"],
  ],
  [
    "a merge queue",
    "{merge_group: {branches: [main]}}",
    ["merge_group refs/heads/gh-readonly-queue/main/pr-1-0123456789abcdef0123456789abcdef01234567"],
  ],
  [
    "a branch that a condition names",
    "workflow_dispatch",
    [
      "workflow_dispatch refs/heads/main",
      "workflow_dispatch refs/heads/deploy",
      "workflow_dispatch refs/heads/some-branch",
      "workflow_dispatch refs/tags/some-tag",
    ],
    ", if: \"github.ref == 'refs/heads/deploy'\"",
  ],
  [
    "tags that a condition names",
    "{push: {tags: ['**']}}",
    ["push refs/tags/v1/x", "push refs/tags/some-tag"],
    ", if: \"startsWith(github.ref, 'refs/tags/v1/')\"",
  ],
  [
    "a branch that a trust policy names",
    "{push: {branches: ['*']}}",
    ["push refs/heads/main", "push refs/heads/deploy", "push refs/heads/some-branch"],
    "",
    ["refs/heads/deploy"],
  ],
])("knows the runs of %s", (_, on, expected, more = "", named = []) => expect(refs(on, more, named)).toEqual(expected));

it.each([
  ["main", "main", "mainx"],
  ["release/*", "release/1", "release/1/2"],
  ["release/**", "release/1/2", "releases"],
  ["v[0-9]+.[0-9]+", "v10.2", "v1x2"],
  ["v1?", "v", "v2"],
  ["a\\*b", "a*b", "axb"],
  ["**", "a/b", undefined],
])("%s takes %s and not %s", (pattern, taken, other) => {
  expect(globOf(pattern).matches(taken)).toBe(true);
  if (other !== undefined) expect(globOf(pattern).matches(other)).toBe(false);
});

it("matches its own example, whatever the pattern", () => {
  const pattern = fc.array(fc.constantFrom("a", "/", "*", "**", "?", "+", "[ab]", "[0-9]", "\\*", "."), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(pattern, (pieces) => {
      const { matches, example } = globOf(pieces.join(""));
      expect(matches(example)).toBe(true);
    }),
  );
});

it("comes to an end with a pattern of wildcards", () => {
  expect(globOf("a**".repeat(100)).matches(`${"a".repeat(5_000)}/b`)).toBe(true);
  expect(globOf(`${"a**".repeat(100)}c`).matches("a".repeat(5_000))).toBe(false);
});
