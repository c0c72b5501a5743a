import { whoCan } from "@openhands-aws/guard";
import { stackModel } from "../export/check/stack-findings";
import { renderStacks } from "../export/render/json";
import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";
import { githubTrusts } from "./subjects";

const config = (runtime: string, build = runtime, sync = "branch: main") =>
  testConfig(
    `github: {repositories: [{name: boxp/arch, id: 7, ownerId: 42}, {name: boxp/lolice}]}
runtime: {subjects: [${runtime}]}
deploy: {build: {subjects: [${build}], chained: {bucket: artifacts}}, sync: {bucket: site-bucket, ${sync}}}`,
    "c.yaml",
  );
const conditions = (subjects: string) => {
  const made = config(subjects);
  return githubTrusts(made, made.runtime.subjects).map(({ conditions: all = [] }) =>
    all.slice(1).map(({ operator, key, values }) => [operator, key.split(":")[1], values]),
  );
};

it("puts every subject in one statement, each once, if none names a workflow", () => {
  expect(conditions("{branch: main}, {repositories: [boxp/arch, boxp/lolice], branch: main}")).toEqual([
    [
      [
        "StringEquals",
        "sub",
        [
          "repo:boxp/arch:ref:refs/heads/main",
          "repo:boxp@42/arch@7:ref:refs/heads/main",
          "repo:boxp/lolice:ref:refs/heads/main",
        ],
      ],
    ],
  ]);
});

it("keeps each subject to its own workflows", () => {
  const main = "{branch: main, workflows: [a.yml]}";
  expect(conditions(`${main}, {repositories: [boxp/lolice], tag: v*, workflows: [b.yml]}, {environment: e}`)).toEqual([
    [
      ["StringEquals", "sub", ["repo:boxp/arch:ref:refs/heads/main", "repo:boxp@42/arch@7:ref:refs/heads/main"]],
      ["StringEquals", "job_workflow_ref", ["boxp/arch/.github/workflows/a.yml@refs/heads/main"]],
    ],
    [
      ["StringLike", "sub", ["repo:boxp/lolice:ref:refs/tags/v*"]],
      ["StringLike", "job_workflow_ref", ["boxp/lolice/.github/workflows/b.yml@refs/tags/v*"]],
    ],
    [["StringEquals", "sub", ["repo:boxp/arch:environment:e", "repo:boxp@42/arch@7:environment:e"]]],
  ]);
});

describe("a run on main", () => {
  const assumed = async (of: ReturnType<typeof config>, file: string, environment?: string) => {
    const job = {
      repository: { owner: "boxp", name: "arch" },
      event: "push",
      ref: "refs/heads/main",
      jobWorkflowRef: `boxp/arch/.github/workflows/${file}@refs/heads/main`,
      audience: "sts.amazonaws.com",
      ...(environment && { environment }),
    };
    const answers = whoCan(await stackModel(renderStacks(synthesizeAll(of))), { kind: "github", job });
    return answers.flatMap(({ name, decision }) => (decision === "allowed" ? [name] : [])).sort();
  };
  const ALL = ["github-oidc-role", "github-s3-sync-role", "openhands-runtime-role", "upload-to-s3-role"];
  const BUILD = ["github-oidc-role", "upload-to-s3-role"];

  it("has every role by default", async () => {
    expect(await assumed(config("{branch: main}"), "test.yml")).toEqual(ALL);
  });

  it("has only the roles that name its workflow", async () => {
    const apart = config(
      "{branch: main, workflows: [agents.yml]}",
      "{branch: main, workflows: [openhands-chained-build.yml]}",
      "branch: main, workflows: [openhands-s3-sync.yml]",
    );
    expect(await assumed(apart, "test.yml")).toEqual([]);
    expect(await assumed(apart, "agents.yml")).toEqual(["openhands-runtime-role"]);
    expect(await assumed(apart, "openhands-chained-build.yml")).toEqual(BUILD);
    expect(await assumed(apart, "openhands-s3-sync.yml")).toEqual(["github-s3-sync-role"]);
  });

  it("has only the roles that name its environment", async () => {
    const apart = config("{environment: agents}", "{environment: build}", "branch: main, environment: sync");
    expect(await assumed(apart, "test.yml")).toEqual([]);
    expect(await assumed(apart, "test.yml", "agents")).toEqual(["openhands-runtime-role"]);
    expect(await assumed(apart, "test.yml", "build")).toEqual(BUILD);
    expect(await assumed(apart, "test.yml", "sync")).toEqual(["github-s3-sync-role"]);
  });
});
