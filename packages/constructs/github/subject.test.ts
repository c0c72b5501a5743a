import fc from "fast-check";
import { type GithubRepository, type SubjectContext, subjectsOf, workflowRefsOf } from "./subject";

it.each<[string, SubjectContext, string]>([
  ["a branch", { branch: "main" }, "ref:refs/heads/main"],
  ["branches", { branch: "release/*" }, "ref:refs/heads/release/*"],
  ["a tag", { tag: "v1.2.3" }, "ref:refs/tags/v1.2.3"],
  ["an environment", { environment: "production" }, "environment:production"],
  ["an environment with colons", { environment: "blue:eu:1" }, "environment:blue%3Aeu%3A1"],
  ["pull requests", { pullRequest: true }, "pull_request"],
  ["any run", { any: true }, "*"],
])("writes the subject of %s", (_, run, context) => {
  expect(subjectsOf({ name: "boxp/arch" }, run)).toEqual([`repo:boxp/arch:${context}`]);
  expect(subjectsOf({ name: "boxp/arch", id: 7, ownerId: 42 }, run)).toEqual([
    `repo:boxp/arch:${context}`,
    `repo:boxp@42/arch@7:${context}`,
  ]);
});

it.each<[SubjectContext, string]>([
  [{ branch: "release/*" }, "refs/heads/release/*"],
  [{ tag: "v1" }, "refs/tags/v1"],
  [{ environment: "production" }, "refs/*"],
  [{ pullRequest: true }, "refs/pull/*/merge"],
  [{ any: true }, "refs/*"],
])("writes the workflow's file at the ref of %j", (run, ref) => {
  expect(workflowRefsOf({ name: "boxp/arch", id: 7, ownerId: 42 }, run, ["a.yml", "b.yml"])).toEqual([
    `boxp/arch/.github/workflows/a.yml@${ref}`,
    `boxp/arch/.github/workflows/b.yml@${ref}`,
  ]);
});

it("writes both forms for all repositories of an owner whose id is known", () => {
  expect(subjectsOf({ name: "boxp/*" }, { branch: "main" })).toEqual(["repo:boxp/*:ref:refs/heads/main"]);
  expect(subjectsOf({ name: "boxp/*", ownerId: 42 }, { branch: "main" })).toEqual([
    "repo:boxp/*:ref:refs/heads/main",
    "repo:boxp@42/*:ref:refs/heads/main",
  ]);
});

it("writes the immutable form only with both ids", () => {
  const classic = ["repo:boxp/arch:pull_request"];
  expect(subjectsOf({ name: "boxp/arch", id: 7 }, { pullRequest: true })).toEqual(classic);
  expect(subjectsOf({ name: "boxp/arch", ownerId: 42 }, { pullRequest: true })).toEqual(classic);
});

describe("for every repository and run", () => {
  const owner = fc.stringMatching(/^[A-Za-z0-9]{1,6}$/);
  const name = fc.stringMatching(/^[\w.-]{1,6}$/);
  const id = fc.integer({ min: 1, max: 99 });
  const repository: fc.Arbitrary<GithubRepository> = fc
    .tuple(owner, fc.oneof(name, fc.constant("*")), fc.option(fc.tuple(id, id), { nil: [] }))
    .map(([user, repo, [ownerId, ownId]]) => ({ name: `${user}/${repo}`, ownerId, id: ownId }));
  // No %: GitHub does not escape it, so it cannot tell a:b from a%3Ab either.
  const value = fc.stringMatching(/^[a-z0-9:/_.*-]{1,6}$/);
  const run: fc.Arbitrary<SubjectContext> = fc.oneof(
    fc.record({ branch: value }),
    fc.record({ tag: value }),
    fc.record({ environment: value }),
    fc.constant({ pullRequest: true } as const),
    fc.constant({ any: true } as const),
  );

  it("the owner is written out, and so is the repository unless all of the owner's are meant", () => {
    fc.assert(
      fc.property(repository, run, (of, when) => {
        for (const subject of subjectsOf(of, when)) {
          const [prefix, slug = ""] = subject.split(":");
          const [user = "", repo = ""] = slug.split("/");
          expect(prefix).toBe("repo");
          expect(user.split("@")[0]).toBe(of.name.split("/")[0]);
          expect(user).not.toContain("*");
          expect(repo === "*" || !repo.includes("*")).toBe(true);
          expect(repo === "*").toBe(of.name.endsWith("/*"));
        }
      }),
    );
  });

  it("a value with colons never becomes more parts", () => {
    fc.assert(
      fc.property(repository, run, (of, when) => {
        const parts = "branch" in when || "tag" in when ? 4 : "environment" in when ? 4 : 3;
        for (const subject of subjectsOf(of, when))
          expect(subject.split(":").length).toBe("environment" in when ? parts : Math.min(parts, 4));
      }),
    );
  });

  it("two different ones have no subject in common", () => {
    fc.assert(
      fc.property(repository, run, repository, run, (of, when, other, otherwise) => {
        fc.pre(JSON.stringify([of.name, when]) !== JSON.stringify([other.name, otherwise]));
        const subjects = new Set(subjectsOf(of, when));
        expect(subjectsOf(other, otherwise).filter((subject) => subjects.has(subject))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
