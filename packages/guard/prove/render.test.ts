import { asPartial } from "../text";
import { proofMarkdown } from "./render";

const CATALOGUE = { version: "1", services: new Set<string>(), actions: new Map() };

/** The Markdown of a principal whose names are all the same text. */
const markdown = (text: string): string => {
  const permission = { action: "s3:GetObject", resource: asPartial(text), when: [text], by: [text], why: [text] };
  const principal = {
    name: text,
    address: text,
    permitted: [permission],
    missing: [],
    undeclared: [],
    unproven: [text],
  };
  return proofMarkdown({ catalogue: "1", services: 1, actions: 1, unread: [], principals: [principal] }, CATALOGUE);
};

it.each<[string, string, RegExp]>([
  ["HTML", "x<script>alert(1)</script>", /## x&lt;script&gt;alert\(1\)&lt;\/script&gt;\n/],
  ["a character reference", "&lt;b&gt;", /## &amp;lt;b&amp;gt;\n/],
  ["a link", "[a](https://b.example)", /## \\\[a\\\]\(https:\\\/\/b\.example\)\n/],
  ["an image", "![a](x)", /## !\\\[a\\\]\(x\)\n/],
  ["what GitHub would link", "www.b.example", /## www\\\.b\.example\n/],
  ["a cell's end behind a backslash", "a\\|b", /## a\\\\\\\|b\n/],
  ["a code span's end", "a`b", /## a\\`b\n\n`` a`b ``\n/],
  ["a line break", "a\n\n# b", /## a # b\n/],
  ["an escape sequence", "a\u001b[2Kb", /## a\\\\u001b\\\[2Kb\n/],
])("keeps %s in a name as text", (_, text, heading) => {
  const rendered = markdown(text);
  expect(rendered).toMatch(heading);
  // Except in the address, which is code.
  expect(rendered.replace(/^`.*`$/m, "")).not.toMatch(/<|(?<!\\)\]\(|\p{Cc}(?<!\n)/u);
});
