import { parsePolicy } from "../policy/parse";
import { compilePolicy } from "../policy/policy";
import { UNKNOWN } from "../text";
import { assumeRoleWithToken } from "./assume-role-with-token";
import type { GithubJob } from "./github-job";
import { githubTokens } from "./github-token";
import { kubernetesToken } from "./kubernetes-token";
import { type Token, testableClaims } from "./token";

const GITHUB = "token.actions.githubusercontent.com";
const repository = { owner: "boxp", name: "arch", ownerId: "1", id: "2" };
const push: GithubJob = {
  repository,
  event: "push",
  ref: "refs/heads/main",
  audience: "sts.amazonaws.com",
  subjectForm: "classic",
};

function role(condition: object, issuer = GITHUB) {
  const statement = {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  };
  const { statements } = parsePolicy({ Version: "2012-10-17", Statement: statement }, "trust");
  return { arn: "arn:aws:iam::123456789012:role/deploy", trust: compilePolicy("trust of deploy", statements) };
}
function tokenOf(job: Partial<GithubJob> = {}): Token {
  const [token] = githubTokens({ ...push, ...job }).tokens;
  if (!token) throw new Error("no token");
  return token;
}
const outcome = (condition: object, job: Partial<GithubJob> = {}) =>
  assumeRoleWithToken(tokenOf(job), role(condition, job.issuer)).outcome;

// The trust policy of https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
it("accepts what the documented trust policy names, and nothing else", () => {
  const octo = { owner: "octo-org", name: "octo-repo" };
  const condition = {
    StringEquals: {
      [`${GITHUB}:aud`]: "sts.amazonaws.com",
      [`${GITHUB}:sub`]: "repo:octo-org/octo-repo:ref:refs/heads/octo-branch",
    },
  };
  const job = { repository: octo, ref: "refs/heads/octo-branch" };
  expect(outcome(condition, job)).toBe("allowed");
  expect(outcome(condition, { ...job, ref: "refs/heads/main" })).toBe("denied");
  expect(outcome(condition, { ...job, environment: "production" })).toBe("denied");
  expect(outcome(condition, { ...job, audience: undefined })).toBe("denied");
  expect(outcome(condition, { ...job, subjectForm: "immutable" })).toBe("denied");
});

describe("claims that a trust policy can test: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservicests.html", () => {
  const equals = (claim: string, value: string, issuer = GITHUB) => ({
    StringEquals: { [`${issuer}:${claim}`]: value },
  });
  it.each<[string, object, Partial<GithubJob>, string]>([
    ["repository", equals("repository", "boxp/arch"), {}, "allowed"],
    ["repository_id", equals("repository_id", "2"), {}, "allowed"],
    [
      "repository_id of a repository whose id is not given",
      equals("repository_id", "2"),
      { repository: { owner: "a", name: "b" } },
      "unknown",
    ],
    ["repository_owner_id", equals("repository_owner_id", "9"), {}, "denied"],
    ["ref", equals("ref", "refs/heads/main"), {}, "allowed"],
    ["environment, which the job has", equals("environment", "production"), { environment: "production" }, "allowed"],
    ["environment, which the job does not have", equals("environment", "production"), {}, "denied"],
    ["actor, which is not given", equals("actor", "octocat"), {}, "unknown"],
    ["enterprise_id, which it may have", equals("enterprise_id", "7"), {}, "unknown"],
    ["enterprise_id", equals("enterprise_id", "7"), { enterpriseId: "7" }, "allowed"],
    ["repository_owner, which AWS does not pass on", equals("repository_owner", "boxp"), {}, "denied"],
    ["event_name, which AWS does not pass on", equals("event_name", "push"), {}, "denied"],
    [
      "a claim of another provider",
      equals("sub", "repo:boxp/arch:ref:refs/heads/main", "accounts.google.com"),
      {},
      "denied",
    ],
    [
      "a claim of an enterprise's issuer",
      equals("repository", "boxp/arch", `${GITHUB}/inc`),
      { issuer: `${GITHUB}/inc` },
      "allowed",
    ],
    [
      "a claim of ghe.com",
      equals("repository", "boxp/arch", "token.actions.a.ghe.com"),
      { issuer: "token.actions.a.ghe.com" },
      "allowed",
    ],
    [
      "a server's claim, which AWS does not pass on",
      equals("repository", "boxp/arch", "g.example.com/_services/token"),
      { issuer: "g.example.com/_services/token" },
      "denied",
    ],
    [
      "a server's subject",
      equals("sub", "repo:boxp/arch:ref:refs/heads/main", "g.example.com/_services/token"),
      { issuer: "g.example.com/_services/token" },
      "allowed",
    ],
    ["where the request comes from", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, {}, "unknown"],
    ["the session's name", { StringEquals: { "sts:RoleSessionName": "GitHubActions" } }, {}, "unknown"],
  ])("%s", (_, condition, job, expected) => expect(outcome(condition, job)).toBe(expected));

  it("are the two of every provider where the issuer is not GitHub", () => {
    expect(testableClaims("oidc.eks.us-east-1.amazonaws.com/id/A")).toEqual(["aud", "sub"]);
    expect(testableClaims("token.actions.githubusercontent.com.evil.example")).toEqual(["aud", "sub"]);
    expect(testableClaims(GITHUB)).toHaveLength(12);
  });
});

describe("the provider's own audiences: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html", () => {
  const ask = (audiences: string[] | undefined, audience?: string, condition: object = {}) =>
    assumeRoleWithToken(tokenOf({ audience }), role(condition), audiences);
  it.each<[string[] | undefined, string | undefined, string]>([
    [["sts.amazonaws.com"], "sts.amazonaws.com", "allowed"],
    [["sts.amazonaws.com"], undefined, "denied"],
    [["sts.amazonaws.com", "https://github.com/boxp"], undefined, "allowed"],
    [undefined, undefined, "allowed"],
    [[UNKNOWN], "sts.amazonaws.com", "unknown"],
    [[], "sts.amazonaws.com", "denied"],
  ])("%j for %s: %s", (audiences, audience, expected) => expect(ask(audiences, audience).outcome).toBe(expected));
  it("is named as the reason", () => {
    expect(ask(["sts.amazonaws.com"]).because).toEqual([
      {
        text: `denied: the provider ${GITHUB} accepts tokens for "sts.amazonaws.com", but this one is for "https://github.com/boxp"`,
      },
    ]);
  });
  it("does not hide a denial", () => {
    const denied = ask([UNKNOWN], "sts.amazonaws.com", { StringEquals: { [`${GITHUB}:sub`]: "x" } });
    expect(denied.outcome).toBe("denied");
  });
});

describe("service accounts: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html", () => {
  const issuer = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
  const condition = {
    StringEquals: {
      [`${issuer}:sub`]: "system:serviceaccount:default:my-service-account",
      [`${issuer}:aud`]: "sts.amazonaws.com",
    },
  };
  const account = { namespace: "default", name: "my-service-account", issuer };
  it.each([
    ["the one that is named", account, "allowed"],
    ["another name", { ...account, name: "my-service-account-2" }, "denied"],
    ["another namespace", { ...account, namespace: "kube-system" }, "denied"],
    ["another cluster", { ...account, issuer: `${issuer}2` }, "denied"],
    ["another audience", { ...account, audience: "https://kubernetes.default.svc" }, "denied"],
  ])("%s", (_, one, expected) =>
    expect(assumeRoleWithToken(kubernetesToken(one), role(condition, issuer)).outcome).toBe(expected),
  );
});
