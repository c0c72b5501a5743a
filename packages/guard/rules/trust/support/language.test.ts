import fc from "fast-check";
import { literalCodes, matcher, wildcardCodes } from "../../../policy/wildcard";
import { UNKNOWN } from "../../../text";
import { defaultSubjects, subjects } from "./github-language";
import { witness } from "./language";

const budget = () => ({ left: 1_000_000 });
const found = (pattern: string, language = defaultSubjects("anybody")) =>
  witness(wildcardCodes(pattern), language, budget());
/** GitHub's own form, said once more. */
const DEFAULT =
  /^repo:[\w-]+(@\d+)?\/[\w.-]+(@\d+)?:(ref:refs\/(heads\/[^:*?]+|tags\/[^:*?]+|pull\/\d+\/merge)|pull_request|environment:[^:*?]+)$/;

describe("witness", () => {
  const piece = fc.constantFrom(
    "repo:",
    "o",
    "r",
    "/",
    ":",
    "*",
    "?",
    "@1",
    "ref:refs/heads/",
    "main",
    "pull_request",
    "environment:",
  );
  const pattern = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(""));

  it("is a text of the language that the pattern matches", () => {
    fc.assert(
      fc.property(pattern, (text) => {
        const one = found(text);
        if (one === undefined || one === "unknown") return one === undefined;
        return matcher(wildcardCodes(text))(one.text) === true && DEFAULT.test(one.text);
      }),
      { numRuns: 500 },
    );
  });

  it("is found wherever there is one", () => {
    const subject = fc.constantFrom(
      "repo:o/r:ref:refs/heads/main",
      "repo:o@1/r@22:environment:production",
      "repo:o-o/r.r:pull_request",
    );
    // Any part of a subject may be hidden behind a wildcard.
    const hidden = fc
      .tuple(subject, fc.array(fc.nat(30), { maxLength: 6 }))
      .map(([text, cuts]) =>
        [...text].map((character, at) => (cuts.includes(at) ? (at % 2 ? "*" : "?") : character)).join(""),
      );
    fc.assert(
      fc.property(hidden, (text) => typeof found(text) === "object"),
      { numRuns: 500 },
    );
  });

  it("takes * literally where it is a literal", () => {
    expect(witness(literalCodes("repo:o/r:*"), subjects("anybody"), budget())).toBeUndefined();
  });

  it("is not guessed from what is not known, nor past the budget", () => {
    expect(found(`repo:${UNKNOWN}/r:*`)).toBe("unknown");
    expect(witness(wildcardCodes("*"), subjects("anybody"), { left: 3 })).toBe("unknown");
  });

  it.each([
    ["repo:octo-org/*", undefined],
    ["repo:octo-org@1/app@*:pull_request", undefined],
    ["repo:octo*", "repo:octo-x/another-repository:pull_request"],
    ["repo:*@1/app@2:pull_request", undefined],
    ["repo:*@*/app@*:pull_request", "repo:another-owner@900001/app@900001:pull_request"],
  ])("of an outsider for %s: %s", (text, expected) => {
    const one = found(text, defaultSubjects("outsider"));
    expect(one === "unknown" ? one : one?.text).toBe(expected);
  });

  it.each(["repository_owner:octo-org:*", "*:repository_owner_id:1", "job_workflow_ref:o/r/.github/workflows/f.yml@*"])(
    "leaves no outsider where a template's part names the owner: %s",
    (text) => expect(found(text, subjects("outsider"))).toBeUndefined(),
  );
});
