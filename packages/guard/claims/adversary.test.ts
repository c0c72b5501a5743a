import { parsePolicy } from "../policy/parse";
import { compilePolicy } from "../policy/policy";
import { adversaries, type Named } from "./adversary";
import { assumeRoleWithToken } from "./assume-role-with-token";
import { githubTokens } from "./github-token";

const GITHUB = "token.actions.githubusercontent.com";
const trusted = { owner: "boxp", name: "arch", ownerId: "1", id: "2" };
const AUDIENCE = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };

/** Names of the adversaries who might be accepted, with any form of their token. */
function letIn(condition: object, named?: Named): string[] {
  const statement = {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  };
  const { statements } = parsePolicy({ Version: "2012-10-17", Statement: statement }, "trust");
  const role = { arn: "arn:aws:iam::123456789012:role/r", trust: compilePolicy("trust", statements) };
  return adversaries(trusted, named)
    .filter(({ job }) =>
      githubTokens(job).tokens.some((token) => assumeRoleWithToken(token, role).outcome !== "denied"),
    )
    .map(({ name }) => name);
}
const sub = (...values: string[]) => ({ StringEquals: AUDIENCE, StringLike: { [`${GITHUB}:sub`]: values } });
const all = adversaries(trusted).map(({ name }) => name);

it("have unique names", () => {
  const named = { environments: ["a", "b"], branches: ["a", "b"], tags: ["a", "b"], workflowRefs: ["a", "b"] };
  const names = adversaries(trusted, named).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(all.length);
});

it("are all accepted where nothing is required, except the fork without a token", () => {
  expect(letIn({})).toEqual(all.filter((name) => name !== "fork-pull-request"));
  expect(letIn({ StringEquals: AUDIENCE })).toEqual(
    all.filter((name) => name !== "fork-pull-request" && name !== "other-audience"),
  );
});

describe("the faults of trust policies", () => {
  const names = (...patterns: RegExp[]) => patterns.map((pattern) => expect.stringMatching(pattern));
  it("an exact immutable subject accepts others only through its own branch", () => {
    expect(letIn(sub("repo:boxp@1/arch@2:ref:refs/heads/main"))).toEqual(["fork-pull-request-target"]);
    expect(letIn(sub("repo:boxp@1/arch@2:environment:production"))).toEqual(["environment-from-any-branch"]);
  });
  it("a classic subject accepts anyone who takes over the name", () => {
    expect(letIn(sub("repo:boxp/arch:environment:production"))).toEqual([
      "recycled-owner-environment",
      "recreated-repository-environment",
      "environment-from-any-branch",
    ]);
    expect(
      letIn({
        ...sub("repo:boxp/arch:environment:production"),
        StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_id`]: "2" },
      }),
    ).toEqual(["environment-from-any-branch"]);
  });
  it("repo:o/r:* accepts pull requests, branches and tags", () => {
    expect(letIn(sub("repo:boxp@1/arch@2:*"))).toEqual([
      "fork-pull-request-with-write-tokens",
      "fork-pull-request-target",
      "pull-request",
      "other-branch",
      "branch-prefix",
      "other-tag",
      "tag-prefix",
      "other-environment",
      "environment-from-any-branch",
    ]);
  });
  it("repo:org* accepts owners whose name begins the same", () => {
    expect(letIn(sub("repo:boxp*"))).toEqual(expect.arrayContaining(["owner-prefix", "other-repository"]));
    expect(letIn(sub("repo:boxp*"))).not.toContain("owner-suffix");
  });
  it("repo:o/r* accepts repositories whose name begins the same", () => {
    const found = letIn(sub("repo:boxp/arch*"));
    expect(found).toContain("repository-prefix");
    expect(found).not.toContain("other-repository");
    expect(found).not.toContain("owner-prefix");
  });
  it("repo:*/r:... accepts the same name of any owner", () => {
    expect(letIn(sub("repo:*/arch:ref:refs/heads/main"))).toEqual(
      expect.arrayContaining(["other-owner-same-repository", "owner-suffix"]),
    );
  });
  it("a leading wildcard accepts anyone who customizes the subject", () => {
    expect(letIn(sub("*environment:production"))).toEqual(
      expect.arrayContaining(["outside-template-environment", "other-owner-environment"]),
    );
    expect(letIn(sub("*ref:refs/heads/main"))).toEqual(
      expect.arrayContaining(["outside-template-context", "other-owner"]),
    );
    expect(letIn(sub("*:prod"), { environments: ["prod"] })).toContain("outside-template-environment");
    expect(letIn(sub("workflow:deploy"))).toEqual(["outside-template-workflow"]);
  });
  it("a prefix of a branch or tag accepts longer names", () => {
    expect(letIn(sub("repo:boxp@1/arch@2:ref:refs/heads/rel*"), { branches: ["rel"] })).toEqual([
      "fork-pull-request-target",
      "branch-prefix",
    ]);
    expect(letIn(sub("repo:boxp@1/arch@2:ref:refs/tags/v1*"))).toEqual(["tag-prefix"]);
  });
  it("the workflow alone accepts every repository that calls it", () => {
    const ref = "boxp/arch/.github/workflows/deploy.yml@refs/heads/main";
    expect(letIn({ StringEquals: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: ref } })).toEqual(
      expect.arrayContaining(["caller-of-workflow"]),
    );
    expect(letIn(sub(`job_workflow_ref:${ref}`))).toEqual(["caller-of-workflow-template"]);
  });
  it("claims that anyone can choose accept outsiders", () => {
    for (const [claim, value] of Object.entries({ workflow: "deploy", ref: "refs/heads/main", actor: "boxp" }))
      expect(letIn({ StringEquals: { ...AUDIENCE, [`${GITHUB}:${claim}`]: value } })).toContain("other-owner");
  });
  it("operators that hold for a missing or another claim accept outsiders", () => {
    const key = `${GITHUB}:sub`;
    expect(letIn({ StringNotLike: { [key]: "repo:boxp/*:pull_request" } })).toContain("other-owner");
    expect(letIn({ StringLikeIfExists: { [`${GITHUB}:repository_owner`]: "boxp" } })).toContain("other-owner");
    expect(letIn({ "ForAllValues:StringEquals": { [`${GITHUB}:repository_owner`]: "boxp" } })).toContain("other-owner");
    expect(letIn({ "ForAllValues:StringLike": { [key]: "repo:boxp/*" } })).not.toContain("other-owner");
  });
  it("a wildcard under StringEquals accepts nobody", () => {
    expect(letIn({ StringEquals: { [`${GITHUB}:sub`]: "repo:boxp/arch:*" } })).toEqual([]);
    expect(letIn(sub("boxp/arch:*"))).toEqual([]);
  });
  it("each has the power that its job takes", () => {
    const powers = new Map(adversaries(trusted).map(({ name, power }) => [name, power]));
    expect([
      powers.get("recycled-owner"),
      powers.get("recreated-repository"),
      powers.get("fork-pull-request-target"),
      powers.get("other-tag"),
    ]).toEqual(["outsider", "neighbour", "pull-request", "writer"]);
    expect(all).toEqual(expect.arrayContaining(names(/^outside-template/, /^caller-of-workflow/)));
  });
});
