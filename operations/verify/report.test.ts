import { reportJson, reportText } from "./report";
import type { Result } from "./verify";

const results: Result[] = [
  { name: "user", status: "PASS", why: "It exists." },
  { name: "model", status: "FAIL", why: "It does not answer." },
  { name: "pod", status: "SKIP", why: "There is no cluster." },
  { name: "secret", status: "SKIP", why: "There is no cluster." },
];

it("says the verdict first, then what is wrong, and names checks with one reason together", () => {
  expect(reportText(results, (_, text) => text)).toBe(`1 of 4 checks failed; 1 passed, 2 skipped.

FAIL  model
      It does not answer.
SKIP  pod, secret
      There is no cluster.
PASS  user
      It exists.
`);
});

it("counts what it does not show", () => {
  expect(reportText(results, (_, text) => text, ["SKIP"])).toBe(`1 of 4 checks failed; 1 passed, 2 skipped.

SKIP  pod, secret
      There is no cluster.
`);
});

it("keeps the order for programs", () => expect(JSON.parse(reportJson(results))).toEqual({ checks: results }));

it("colours each status", () => {
  const text = reportText(results, (style, plain) => `<${style}>${plain}</>`);
  expect(text).toContain("<red>FAIL</>");
  expect(text).toContain("<bold>1 of 4 checks failed; 1 passed, 2 skipped.</>");
});
