import fc from "fast-check";
import { UNKNOWN } from "../text";
import type { GithubJob } from "./github-job";
import { githubTokens } from "./github-token";

const REFERENCE = "https://docs.github.com/en/actions/reference/security/oidc";
const octo = { owner: "octo-org", name: "octo-repo", ownerId: "123456", id: "456789" };
const push: GithubJob = { repository: octo, event: "push", ref: "refs/heads/demo-branch" };
const subjects = (job: Partial<GithubJob>) => githubTokens({ ...push, ...job }).tokens.map(({ claims }) => claims.sub);
const classic = (job: Partial<GithubJob>) => subjects({ subjectForm: "classic", ...job });
const claims = (job: Partial<GithubJob>) => githubTokens({ ...push, ...job }).tokens[0]?.claims ?? {};

describe(`example subjects: ${REFERENCE}#example-subject-claims`, () => {
  it.each<[string, Partial<GithubJob>, string]>([
    ["an environment", { environment: "Production" }, "repo:octo-org/octo-repo:environment:Production"],
    ["a pull request", { event: "pull_request", ref: undefined }, "repo:octo-org/octo-repo:pull_request"],
    [
      "a pull request in an environment",
      { event: "pull_request", environment: "p" },
      "repo:octo-org/octo-repo:environment:p",
    ],
    ["a branch", {}, "repo:octo-org/octo-repo:ref:refs/heads/demo-branch"],
    ["a tag", { ref: "refs/tags/demo-tag" }, "repo:octo-org/octo-repo:ref:refs/tags/demo-tag"],
    ["a colon", { environment: "Production:V1" }, "repo:octo-org/octo-repo:environment:Production%3AV1"],
  ])("%s", (_, job, subject) => expect(classic(job)).toEqual([subject]));
});

describe(`immutable subjects: ${REFERENCE}#immutable-subject-claims`, () => {
  const immutable = "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main";
  it("carry the ids", () =>
    expect(subjects({ ref: "refs/heads/main", subjectForm: "immutable" })).toEqual([immutable]));
  it("are issued in addition to the classic ones where the job does not say", () =>
    expect(subjects({ ref: "refs/heads/main" })).toEqual(["repo:octo-org/octo-repo:ref:refs/heads/main", immutable]));
  it("have unknown ids where the job gives none", () =>
    expect(subjects({ repository: { owner: "o", name: "r" }, subjectForm: "immutable" })).toEqual([
      `repo:o@${UNKNOWN}/r@${UNKNOWN}:ref:refs/heads/demo-branch`,
    ]));
  it("keep them in a template", () =>
    expect(subjects({ subjectForm: "immutable", subjectTemplate: ["repo", "repository_id"] })).toEqual([
      "repo:octo-org@123456/octo-repo@456789:repository_id:456789",
    ]));
  it("do not exist on GitHub Enterprise Server", () =>
    expect(subjects({ issuer: "github.example.com/_services/token", subjectForm: "immutable" })).toEqual([
      "repo:octo-org/octo-repo:ref:refs/heads/demo-branch",
    ]));
});

describe(`customized subjects: ${REFERENCE}#customizing-the-subject-claims-for-an-organization-or-repository`, () => {
  const workflow = "octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main";
  const monalisa = { owner: "monalisa", name: "r", visibility: "private" as const };
  it.each<[readonly string[], Partial<GithubJob>, string]>([
    [
      ["repository_owner", "repository_visibility"],
      { repository: monalisa },
      "repository_owner:monalisa:repository_visibility:private",
    ],
    [["repository_owner"], { repository: monalisa }, "repository_owner:monalisa"],
    [["job_workflow_ref"], { jobWorkflowRef: workflow }, `job_workflow_ref:${workflow}`],
    [
      ["repo", "context", "job_workflow_ref"],
      { environment: "prod", jobWorkflowRef: workflow },
      `repo:octo-org/octo-repo:environment:prod:job_workflow_ref:${workflow}`,
    ],
    [["repo"], {}, "repo:octo-org/octo-repo"],
    [["repository_id"], {}, "repository_id:456789"],
    [["repository_owner_id"], {}, "repository_owner_id:123456"],
    [
      ["environment", "repository_owner"],
      { environment: "production:eastus" },
      "environment:production%3Aeastus:repository_owner:octo-org",
    ],
    [["repo", "context"], {}, "repo:octo-org/octo-repo:ref:refs/heads/demo-branch"],
    [["repo_property_workspace_id"], {}, `repo_property_workspace_id:${UNKNOWN}`],
    [["__proto__", "constructor"], {}, `__proto__:${UNKNOWN}:constructor:${UNKNOWN}`],
  ])("%j", (subjectTemplate, job, subject) => expect(classic({ ...job, subjectTemplate })).toEqual([subject]));

  it("refuse a job without an environment if they require one", () => {
    expect(githubTokens({ ...push, subjectTemplate: ["environment"] })).toMatchObject({
      tokens: [],
      refused: expect.stringContaining("environment"),
    });
  });
});

describe("events: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows", () => {
  const main = "refs/heads/main";
  const unnamed = { ref: undefined };
  it.each<[string, Partial<GithubJob>, string[], string]>([
    ["schedule", { ...unnamed }, [`repo:octo-org/octo-repo:ref:refs/heads/${UNKNOWN}`], `refs/heads/${UNKNOWN}`],
    ["workflow_run", { ref: main }, [`repo:octo-org/octo-repo:ref:${main}`], main],
    ["workflow_dispatch", { ref: main }, [`repo:octo-org/octo-repo:ref:${main}`], main],
    ["push", { ...unnamed }, [`repo:octo-org/octo-repo:ref:${UNKNOWN}`], UNKNOWN],
    ["release", { ...unnamed }, [`repo:octo-org/octo-repo:ref:refs/tags/${UNKNOWN}`], `refs/tags/${UNKNOWN}`],
    [
      "merge_group",
      { ...unnamed },
      [`repo:octo-org/octo-repo:ref:refs/heads/gh-readonly-queue/${UNKNOWN}`],
      `refs/heads/gh-readonly-queue/${UNKNOWN}`,
    ],
    ["issue_comment", { ...unnamed }, [`repo:octo-org/octo-repo:ref:refs/heads/${UNKNOWN}`], `refs/heads/${UNKNOWN}`],
    ["pull_request", { ...unnamed }, ["repo:octo-org/octo-repo:pull_request"], `refs/pull/${UNKNOWN}/merge`],
    [
      "pull_request_target",
      { ...unnamed, pullRequest: { base: "main" } },
      ["repo:octo-org/octo-repo:pull_request", `repo:octo-org/octo-repo:ref:${main}`],
      main,
    ],
  ])("%s", (event, job, expected, ref) => {
    expect(classic({ ...job, event })).toEqual(expected);
    expect(claims({ ...job, event })).toMatchObject({ ref, event_name: event });
  });
});

describe("pull requests from forks: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories", () => {
  const fork = { fromFork: true, base: "main", head: "patch" };
  it.each(["pull_request", "pull_request_review", "pull_request_review_comment"])("get no token on %s", (event) => {
    const { tokens, refused } = githubTokens({ ...push, event, pullRequest: fork });
    expect(tokens).toEqual([]);
    expect(refused).toContain("read-only token");
  });
  it("get a token where a private repository sends write tokens", () => {
    const pullRequest = { ...fork, writeTokensForForks: true };
    expect(classic({ event: "pull_request", pullRequest })).toEqual(["repo:octo-org/octo-repo:pull_request"]);
  });
  it("get a token of the base repository on pull_request_target", () => {
    const job = { event: "pull_request_target", ref: undefined, pullRequest: fork };
    expect(claims(job)).toMatchObject({ repository: "octo-org/octo-repo", ref: "refs/heads/main", head_ref: "patch" });
  });
  it("get a token when they come from a branch", () => {
    expect(classic({ event: "pull_request", pullRequest: { head: "b" } })).toEqual([
      "repo:octo-org/octo-repo:pull_request",
    ]);
  });
});

describe(`other claims: ${REFERENCE}#oidc-token-claims`, () => {
  it("repeat what the job says, and are unknown where it says nothing", () => {
    const job = {
      actor: "octocat",
      actorId: "12",
      workflow: "example-workflow",
      environment: "prod",
      enterpriseId: "7",
    };
    expect(claims({ ...job, subjectForm: "classic" })).toEqual({
      sub: "repo:octo-org/octo-repo:environment:prod",
      iss: "https://token.actions.githubusercontent.com",
      aud: "https://github.com/octo-org",
      repository: "octo-org/octo-repo",
      repository_id: "456789",
      repository_owner: "octo-org",
      repository_owner_id: "123456",
      repository_visibility: UNKNOWN,
      event_name: "push",
      ref: "refs/heads/demo-branch",
      ref_type: "branch",
      base_ref: "",
      head_ref: "",
      actor: "octocat",
      actor_id: "12",
      workflow: "example-workflow",
      job_workflow_ref: UNKNOWN,
      enterprise_id: "7",
      environment: "prod",
    });
  });
  it.each<[string | undefined, string | undefined, string, string]>([
    [undefined, undefined, "https://token.actions.githubusercontent.com", "https://github.com/octo-org"],
    [undefined, "sts.amazonaws.com", "https://token.actions.githubusercontent.com", "sts.amazonaws.com"],
    [
      "token.actions.githubusercontent.com/octocat-inc",
      undefined,
      "https://token.actions.githubusercontent.com/octocat-inc",
      "https://github.com/octo-org",
    ],
    [
      "token.actions.octocorp.ghe.com",
      undefined,
      "https://token.actions.octocorp.ghe.com",
      "https://octocorp.ghe.com/octo-org",
    ],
    [
      "github.example.com/_services/token",
      undefined,
      "https://github.example.com/_services/token",
      "https://github.example.com/octo-org",
    ],
  ])("issuer %s, audience %s: %s, %s", (issuer, audience, iss, aud) =>
    expect(claims({ issuer, audience })).toMatchObject({ iss, aud }),
  );
});

it("never lets a value forge another part of the subject", () => {
  const value = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(value, value, (environment, workflow) => {
      const [subject = ""] = classic({ environment, workflow, subjectTemplate: ["environment", "workflow"] });
      return String(subject).split(":").length === 4;
    }),
  );
});
