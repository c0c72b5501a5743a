import { githubTrust } from "./trust";

const account = { partition: "aws", id: "123456789012" };
const trustOf = (subjects: string[], issuer = "token.actions.githubusercontent.com") =>
  githubTrust({ account, issuer, audience: "sts.amazonaws.com", subjects });

it("requires the audience and one of the subjects, exactly", () => {
  expect(trustOf(["repo:boxp/arch:ref:refs/heads/main", "repo:boxp/arch:pull_request"])).toEqual({
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principal: {
      type: "Federated",
      arns: ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"],
    },
    conditions: [
      { operator: "StringEquals", key: "token.actions.githubusercontent.com:aud", values: ["sts.amazonaws.com"] },
      {
        operator: "StringEquals",
        key: "token.actions.githubusercontent.com:sub",
        values: ["repo:boxp/arch:ref:refs/heads/main", "repo:boxp/arch:pull_request"],
      },
    ],
  });
});

it("compares the subject as a pattern if one has a wildcard, the audience never", () => {
  const { conditions = [] } = trustOf(["repo:boxp/arch:ref:refs/heads/main", "repo:boxp/arch:ref:refs/tags/v*"]);
  expect(conditions.map(({ operator }) => operator)).toEqual(["StringEquals", "StringLike"]);
});

it("requires the file of the job, if it is asked to", () => {
  const trust = (...workflowRefs: string[]) =>
    githubTrust({ account, issuer: "i", audience: "a", subjects: ["repo:boxp/arch:pull_request"], workflowRefs });
  const key = "i:job_workflow_ref";
  const exact = "boxp/arch/.github/workflows/a.yml@refs/heads/main";
  expect(trust(exact).conditions?.[2]).toEqual({ operator: "StringEquals", key, values: [exact] });
  const pattern = "boxp/arch/.github/workflows/b.yml@refs/*";
  expect(trust(exact, pattern).conditions?.[2]).toEqual({ operator: "StringLike", key, values: [exact, pattern] });
  expect(trust().conditions).toHaveLength(2);
});

it("reads the claims of the issuer that it trusts", () => {
  const { conditions = [], principal } = trustOf(["repo:a/b:pull_request"], "ghes.example.com/_services/token");
  expect(principal.arns).toEqual(["arn:aws:iam::123456789012:oidc-provider/ghes.example.com/_services/token"]);
  expect(conditions.map(({ key }) => key)).toEqual([
    "ghes.example.com/_services/token:aud",
    "ghes.example.com/_services/token:sub",
  ]);
});
