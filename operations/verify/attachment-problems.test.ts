import { attachmentProblems } from "./attachment-problems";

const found = (attached: string[], inline: string[] = [], boundary?: string) => ({
  ...{ attached: attached.map((PolicyArn) => ({ PolicyArn })), inline, boundary },
});

it("says nothing where all is as exported", () => {
  expect(attachmentProblems("user a", ["p", "q"], found(["q", "p"]))).toEqual([]);
});

it("names all that is too little or too much", () => {
  expect(attachmentProblems("user a", ["p"], found(["q"], ["more"], "b"))).toEqual([
    "The user a lacks the policy p.",
    "The user a also has the policy q: detach it.",
    "The user a also has the inline policy more: delete it.",
    "The user a has the permissions boundary b, which is not exported.",
  ]);
});

it("never asks to delete revoke's deny", () => {
  const [said, ...others] = attachmentProblems("user a", [], found([], ["openhands-aws-revoke-older-sessions"]));
  expect([said, others]).toEqual([expect.stringContaining("lift it with revoke --lift-deny --yes"), []]);
  expect(said).not.toContain("delete");
});
