import type { BadCase } from "./bad-case";
import { ACCESS, MODULE } from "./kind";
import { type Tree, type Way, within } from "./way";

/** Whole configurations, hidden as a module that another one calls. */
export const MODULE_WAYS: readonly Way[] = [
  called("in a module, in a block on one line", "m", { "main.tf": 'module "m" { source = "./m" }' }),
  called("in a module, in a block without quotes", "m", { "main.tf": 'module m { source = "./m" }' }),
  called("in a module, by a path with a detour", "m", { "main.tf": call("./x/.././m") }),
  called("in a module, after a comment", "m", {
    "main.tf": 'module "m" {\n  source /* here */ = /* too */ "./m"\n}\n',
  }),
  called("in a module, with an escape in its path", "m", { "main.tf": call("./\\u006d") }),
  called("in a module, with an escaped key in JSON", "m", {
    "main.tf.json": '{"module": {"m": [{"\\u0073ource": "./m"}]}}',
  }),
  called("in a module below node_modules", "node_modules/octo/m", { "main.tf": call("./node_modules/octo/m") }),
  called("in a module in a hidden folder", ".hidden/m", { "main.tf": call("./.hidden/m") }),
  called("in a module in .terraform", ".terraform/m", { "main.tf": call("./.terraform/m") }),
  called("in a module in .git", ".git/m", { "main.tf": call("./.git/m") }),
  called("in a module that is linked", "elsewhere", { "main.tf": call("./m"), m: { leadsTo: "elsewhere" } }),
  called("in a module for each of a map", "m", { "main.tf": call("./m", 'for_each = { a = "b" }') }, 'm["a"]'),
  called(
    "in a module, counted by an unknown",
    "m",
    {
      "main.tf": `variable "n" {}\n\n${call("./m", "count = var.n")}`,
    },
    "m[0]",
  ),
  later(
    called(
      "in a module, with a count that is off by default",
      "m",
      {
        "main.tf": `variable "on" {\n  default = false\n}\n\n${call("./m", "count = var.on ? 1 : 0")}`,
      },
      "m[0]",
    ),
  ),
  later(
    called(
      "in a module, for each of a map that is empty by default",
      "m",
      {
        "main.tf": `variable "each" {\n  default = {}\n}\n\n${call("./m", "for_each = var.each")}`,
      },
      'm["a"]',
    ),
  ),
  {
    name: "in a module of a module",
    of: MODULE,
    hide: (bad) => ({
      "main.tf": call("./a"),
      ...outputsOf(bad),
      ...within("a", insideOf(bad, "m", { "main.tf": call("./m") })),
    }),
  },
  installed("in a module of a registry that init has brought", call("octo-org/m/aws", 'version = "1.2.3"'), {
    Source: "registry.terraform.io/octo-org/m/aws",
    Version: "1.2.3",
  }),
  installed("in a module of a Git repository that init has brought", call("git::https://example.com/m.git?ref=v1"), {
    Source: "git::https://example.com/m.git?ref=v1",
  }),
  {
    name: "in a module that init has not brought",
    of: ACCESS,
    hide: () => ({ "main.tf": call("octo-org/iam-role/aws", 'version = "1.2.3"') }),
  },
];

function call(source: string, more = ""): string {
  return `module "m" {\n  source = "${source}"\n  ${more}\n}\n`;
}

/** The case in a folder, and a configuration that calls it. */
function called(name: string, folder: string, caller: Tree, instance?: string): Way {
  return { name, of: MODULE, hide: (bad) => insideOf(bad, folder, caller, instance) };
}

function later(way: Way): Way {
  return { ...way, later: true };
}

/** @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/modsdir/manifest.go */
function installed(name: string, caller: string, record: { readonly Source: string; readonly Version?: string }): Way {
  const Dir = ".terraform/modules/m";
  const Modules = [
    { Key: "", Source: "", Dir: "." },
    { Key: "m", ...record, Dir },
  ];
  return called(name, Dir, { "main.tf": caller, ".terraform/modules/modules.json": JSON.stringify({ Modules }) });
}

function insideOf(bad: BadCase, folder: string, caller: Tree, instance?: string): Tree {
  return { ...caller, ...within(folder, bad.files), ...outputsOf(bad, instance) };
}

/** Outputs of a module are nobody's until its caller has them. */
function outputsOf({ outputs }: BadCase, instance = "m"): Tree {
  if (outputs.length === 0) return {};
  const output = Object.fromEntries(outputs.map((name) => [name, { value: `\${module.${instance}.${name}}` }]));
  return { "outputs.tf.json": JSON.stringify({ output }) };
}
