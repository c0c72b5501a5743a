import { testConfig } from "../tools/test-config";
import { admission } from "./admission";

const subjects = (yaml: string, owner = "boxp/arch") => {
  const config = testConfig(
    `github: {repositories: [{name: ${owner}}, {name: boxp/lolice}]}\nruntime: {subjects: [${yaml}]}`,
    "c.yaml",
  );
  return admission(config, config.runtime.subjects, { file: "image.yml", paths: ["docker/**"] });
};
const paths = ["docker/**"];

it.each([
  [
    "a branch",
    "{branch: main}",
    { on: { push: { branches: ["main"], paths } }, byHand: true, job: { if: "github.ref == 'refs/heads/main'" } },
  ],
  [
    "a branch with a quote and special characters of filters",
    '{branch: "it\'s!a+b]"}',
    {
      on: { push: { branches: ["it's\\!a\\+b\\]"], paths } },
      byHand: true,
      job: { if: "github.ref == 'refs/heads/it''s!a+b]'" },
    },
  ],
  [
    "branches with a prefix, and tags",
    "{branch: release/*}, {tag: v*}",
    {
      on: { push: { branches: ["release/**"], tags: ["v**"], paths } },
      byHand: true,
      job: { if: "startsWith(github.ref, 'refs/heads/release/') || startsWith(github.ref, 'refs/tags/v')" },
    },
  ],
  [
    "an environment",
    "{environment: production}",
    { on: { push: { branches: ["main"], paths } }, byHand: true, job: { environment: "production" } },
  ],
  ["any run", "{any: true}", { on: { push: { branches: ["main"], paths } }, byHand: true, job: {} }],
  ["pull requests", "{pullRequest: true}", { on: { pull_request: { paths } }, byHand: false, job: {} }],
  [
    "a branch rather than an environment, which would take its place in the subject",
    "{environment: production}, {branch: main}",
    { on: { push: { branches: ["main"], paths } }, byHand: true, job: { if: "github.ref == 'refs/heads/main'" } },
  ],
  [
    "all repositories of an owner",
    "{owner: boxp, branch: main}",
    { on: { push: { branches: ["main"], paths } }, byHand: true, job: { if: "github.ref == 'refs/heads/main'" } },
  ],
])("runs on %s", (_, yaml, expected) => {
  expect(subjects(yaml)).toEqual(expected);
});

it("has no manual run where no expression can tell the accepted refs from others", () => {
  expect(subjects("{branch: release-*-x}")).toMatchObject({
    on: { push: { branches: ["release-**-x"] } },
    byHand: false,
    job: { if: "startsWith(github.ref, 'refs/heads/release-')" },
  });
});

it("runs only where a subject accepts its file", () => {
  const yaml = "{branch: main, workflows: [other.yml]}, {tag: v*, workflows: [other.yml, image.yml]}";
  expect(subjects(yaml)?.on).toEqual({ push: { tags: ["v**"], paths } });
});

it.each([
  "{repositories: [boxp/lolice], branch: main}",
  "{owner: box, branch: main}",
  "{branch: main, workflows: [other.yml]}",
])("has no workflow in a repository that %s does not accept", (yaml) => expect(subjects(yaml)).toBeUndefined());
