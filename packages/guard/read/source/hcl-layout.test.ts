import { pathKey } from "./exact-json";
import { hclLayout } from "./hcl-layout";

const lines = (text: string): Record<string, number> =>
  Object.fromEntries(
    [...hclLayout(text, "main.tf").lines].map(([path, line]) => [path.split(pathKey(["", ""])).join("."), line]),
  );

it("finds the top-level blocks, and nothing that only looks like one", () => {
  const text = `# resource "comment" "a" {
/*
resource "comment" "b" {
*/
locals {
  heredoc = <<-EOT
    resource "heredoc" "c" {
    \${join("", [
resource "heredoc" "d" {
}
    ])}
  EOT
  text = "{ \${ { a = "}" } } $\${ \\" {"
}
resource aws_iam_role "e"   {
  inline_policy {
  }
}
  module "f" { source = "./m" }
output "g" {}
`;
  expect(lines(text)).toEqual({ locals: 5, "resource.aws_iam_role.e": 15, "module.f": 19, "output.g": 20 });
});

it.each([
  ["a string that is not closed", 'a = "x\nresource "a" "b" {\n}', { "resource.a.b": 2 }],
  ["more brackets closed than opened", '}}\nresource "a" "b" {\n}', { "resource.a.b": 2 }],
  ["a shift that is not a heredoc", 'a = 1 << 2\nresource "a" "b" {\n}', { "resource.a.b": 2 }],
  ["carriage returns", 'a = <<E\r\nx\r\nE\r\nresource "a" "b" {\r\n}', { "resource.a.b": 4 }],
])("survives %s", (_, text, expected) => {
  expect(lines(text)).toEqual(expected);
});
