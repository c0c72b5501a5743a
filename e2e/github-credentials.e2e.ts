import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type AccessModel, assumeRoleWithToken, githubTokens, known, trustPolicy } from "@openhands-aws/guard";
import { parse } from "yaml";
import { type EmbeddedAws, startEmbeddedAws } from "../embedded/aws";
import { stackModel } from "../export/check/stack-findings";
import { renderStacks } from "../export/render/json";
import { workflowFiles } from "../export/render/workflow-files";
import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";
import { describeEmbedded } from "./support/embedded";
import { type Claims, GithubIssuer, type JobRun, REQUEST_TOKEN } from "./support/github-issuer";
import { type RunStep, WorkflowJob } from "./support/workflow-job";

const CONFIG = (ids: string) => `
github: {repositories: [{name: boxp/arch${ids}}]}
deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}`;
const CLASSIC = testConfig(CONFIG(""), "classic.yaml");
const WITH_IDS = testConfig(CONFIG(", id: 456789, ownerId: 123456"), "ids.yaml");

interface WorkflowFile {
  readonly on: { readonly push?: { readonly branches?: string[] }; readonly workflow_dispatch?: null };
  readonly jobs: Record<string, { readonly steps: (RunStep & { readonly with?: Record<string, unknown> })[] }>;
}
const workflows = (config: typeof CLASSIC) =>
  [...workflowFiles(config)].map(([file, text]): [string, WorkflowFile] => [file, parse(text)]);
const identityCheck = (config: typeof CLASSIC) =>
  new Map(workflows(config)).get("openhands-identity-check.yml") as WorkflowFile;

/** boxp/arch, pushed to main. */
const OWN: JobRun = {
  repository: "boxp/arch",
  repositoryId: "456789",
  ownerId: "123456",
  ref: "refs/heads/main",
  event: "push",
};

const modelOf = (config: typeof CLASSIC) => stackModel(renderStacks(synthesizeAll(config)));

/** Whether AWS would give the bearer of this exact token a session of the role. */
function decisionOf(model: AccessModel, roleName: string, claims: Claims) {
  const role = model.identities.find(({ kind, name }) => kind === "role" && known(name) === roleName);
  const trust = role && trustPolicy(role);
  if (!role || !trust) throw new Error(`no role ${roleName}`);
  const texts = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
  const audiences = model.oidcProviders.flatMap((provider) => provider.audiences);
  return assumeRoleWithToken(
    { issuer: String(claims.iss).replace("https://", ""), claims: texts },
    { arn: role.arn, trust },
    audiences,
  ).outcome;
}

describeEmbedded("getting credentials from GitHub", () => {
  let issuer: GithubIssuer;
  let aws: EmbeddedAws;
  let models: { classic: AccessModel; ids: AccessModel };
  const jobs: WorkflowJob[] = [];
  beforeAll(async () => {
    [issuer, aws] = await Promise.all([GithubIssuer.start(OWN), startEmbeddedAws("123456789012")]);
    models = { classic: await modelOf(CLASSIC), ids: await modelOf(WITH_IDS) };
  }, 60_000);
  afterAll(async () => {
    for (const job of jobs) job.close();
    await Promise.all([issuer.stop(), aws.stop()]);
  });

  /** The steps of the rendered job that uses nothing but the SDK. */
  const [fetchToken, askWho] = (identityCheck(CLASSIC).jobs.sdk?.steps ?? []) as [RunStep, RunStep];

  const startJob = (run: JobRun) => {
    issuer.run = run;
    const job = new WorkflowJob({
      ...issuer.env,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    jobs.push(job);
    return job;
  };
  const tokenOf = (job: WorkflowJob) => readFileSync(join(job.temporary, "aws-token"), "utf8");

  it("the SDK alone assumes the build role with the token that the workflow's own steps fetch", async () => {
    const job = startJob(OWN);
    const fetched = await job.run(fetchToken);
    expect(fetched).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(statSync(join(job.temporary, "aws-token")).mode & 0o777).toBe(0o600);
    const asked = await job.run(askWho);
    expect(asked).toMatchObject({
      code: 0,
      stdout: "arn:aws:sts::123456789012:assumed-role/github-oidc-role/GitHubActionsTestSession\n",
    });
    const printed = JSON.stringify([fetched, asked]);
    for (const secret of [REQUEST_TOKEN, tokenOf(job)]) expect(printed).not.toContain(secret);
  });

  it("both jobs fetch the token in the same way", () => {
    const steps = identityCheck(CLASSIC).jobs;
    expect(steps.action?.steps[0]).toEqual(fetchToken);
    expect(steps.action?.steps[1]?.with).toMatchObject({
      "web-identity-token-file": fetchToken.env?.TOKEN_FILE,
      "role-duration-seconds": 900,
    });
  });

  it("an unexpected identity fails the check", async () => {
    const job = startJob(OWN);
    await job.run(fetchToken);
    const asked = await job.run({ ...askWho, env: { ...askWho.env, AWS_ROLE_SESSION_NAME: "another" } });
    expect(asked).toMatchObject({ code: 1, stdout: expect.stringContaining("assumed-role/github-oidc-role/another") });
  });

  it("a temporary failure of the issuer is retried", async () => {
    issuer.faults.push(503);
    const job = startJob(OWN);
    expect((await job.run(fetchToken)).code).toBe(0);
    expect(issuer.verified(tokenOf(job)).aud).toBe("sts.amazonaws.com");
  });

  it.each<[string, number | string]>([
    ["refuses", 403],
    ["gives no token", '{"message": "CANARY"}'],
    ["gives no JSON", "<html>CANARY</html>"],
  ])("a job whose issuer %s stops there", async (_, fault) => {
    issuer.faults.push(fault);
    const { code, stdout, stderr } = await startJob(OWN).run(fetchToken);
    expect(code).not.toBe(0);
    expect(stdout + stderr).not.toContain("CANARY");
  });

  it("a fork's pull request cannot get a token", async () => {
    const job = new WorkflowJob({ AWS_ENDPOINT_URL: aws.endpoint });
    jobs.push(job);
    expect((await job.run(fetchToken)).code).not.toBe(0);
    expect(githubTokens({ ...asJob(OWN), event: "pull_request", pullRequest: { fromFork: true } }).refused).toContain(
      "fork",
    );
  });

  const asJob = ({ repository, repositoryId, ownerId, ref, event, environment, immutable }: JobRun) => {
    const [owner = "", name = ""] = repository.split("/");
    return {
      repository: { owner, name, id: repositoryId, ownerId, visibility: "public" as const },
      event,
      ref,
      environment,
      subjectForm: immutable ? ("immutable" as const) : ("classic" as const),
      audience: "sts.amazonaws.com",
      actor: "octocat",
      actorId: "583231",
    };
  };

  const ELSEWHERE = { ...OWN, repositoryId: "1", ownerId: "2" };
  // biome-ignore format: one run per row
  it.each<[string, JobRun, "allowed" | "denied", "allowed" | "denied"]>([
    ["its own branch", OWN, "allowed", "allowed"],
    ["its own branch by hand", { ...OWN, event: "workflow_dispatch" }, "allowed", "allowed"],
    ["its own branch, with ids in the subject", { ...OWN, immutable: true }, "denied", "allowed"],
    ["another branch", { ...OWN, ref: "refs/heads/feature" }, "denied", "denied"],
    ["another branch, with ids", { ...OWN, ref: "refs/heads/feature", immutable: true }, "denied", "denied"],
    ["a branch with the same prefix", { ...OWN, ref: "refs/heads/main-2" }, "denied", "denied"],
    ["a tag with the branch's name", { ...OWN, ref: "refs/tags/main" }, "denied", "denied"],
    ["a pull request", { ...OWN, event: "pull_request", ref: "refs/pull/7/merge" }, "denied", "denied"],
    ["an environment", { ...OWN, environment: "production" }, "denied", "denied"],
    ["another repository of the owner", { ...OWN, repository: "boxp/lolice", repositoryId: "1" }, "denied", "denied"],
    ["a fork", { ...ELSEWHERE, repository: "mallory/arch" }, "denied", "denied"],
    ["a fork, with ids", { ...ELSEWHERE, repository: "mallory/arch", immutable: true }, "denied", "denied"],
    ["someone who took over the owner's name, with ids", { ...ELSEWHERE, immutable: true }, "denied", "denied"],
    ["another case", { ...OWN, repository: "BoxP/arch" }, "denied", "denied"],
  ])("a token of %s is checked as it is, and is as the guard expects it", async (_, run, classic, ids) => {
    const job = startJob(run);
    expect((await job.run(fetchToken)).code).toBe(0);
    const claims = issuer.verified(tokenOf(job));
    expect([decisionOf(models.classic, "github-oidc-role", claims), decisionOf(models.ids, "github-oidc-role", claims)]).toEqual([
      classic,
      ids,
    ]);
    const [expected] = githubTokens(asJob(run)).tokens;
    expect(claims).toMatchObject({ sub: expected?.claims.sub, aud: expected?.claims.aud, ref: expected?.claims.ref });
  });

  it("a token without the audience is for the repository's owner, and is rejected", async () => {
    issuer.run = OWN;
    const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN } = issuer.env;
    const headers = { authorization: `bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN}` };
    const response = await fetch(ACTIONS_ID_TOKEN_REQUEST_URL, { headers });
    const claims = issuer.verified(((await response.json()) as { value: string }).value);
    expect(claims.aud).toBe("https://github.com/boxp");
    expect(decisionOf(models.classic, "github-oidc-role", claims)).toBe("denied");
    expect(decisionOf(models.classic, "github-oidc-role", { ...claims, aud: "sts.amazonaws.com" })).toBe("allowed");
  });

  /** Each step that exchanges a token, with the branches that start it. */
  const exchanges = workflows(CLASSIC).flatMap(([file, { on, jobs: all }]) =>
    Object.entries(all).flatMap(([id, { steps }]) =>
      steps
        .filter((step) => step.with?.["role-to-assume"] && !step.with["role-chaining"])
        .map((step): [string, string, string[]] => [
          `${file} ${id}`,
          String(step.with?.["role-to-assume"]).split("/").pop() as string,
          on.push?.branches ?? ["main"],
        ]),
    ),
  );

  it("has found the steps that it is about to check", () => {
    expect(exchanges).toEqual([
      ["openhands-chained-build.yml build", "github-oidc-role", ["main"]],
      ["openhands-s3-sync.yml sync", "github-s3-sync-role", ["deploy"]],
      ["openhands-identity-check.yml action", "github-oidc-role", ["main"]],
      ["openhands-identity-check.yml runtime", "openhands-runtime-role", ["main"]],
    ]);
  });

  it.each(exchanges)("%s can assume %s from %s, and from nowhere else", async (_, role, branches) => {
    const outcome = async (branch: string) => {
      const job = startJob({ ...OWN, ref: `refs/heads/${branch}` });
      await job.run(fetchToken);
      return decisionOf(models.classic, role, issuer.verified(tokenOf(job)));
    };
    for (const branch of branches) expect(await outcome(branch)).toBe("allowed");
    for (const branch of ["main", "deploy", "feature"].filter((name) => !branches.includes(name)))
      expect(await outcome(branch)).toBe("denied");
  });
}, ["bash", "curl", "jq"]);
