import type { BadCase, Body } from "./bad-case";
import { CONFIGURATION, PLAN, RESOURCES } from "./kind";
import { type Tree, type Way, within } from "./way";

/** Whole configurations or plans, in files and folders that are easily passed over. */
export const FILE_WAYS: readonly Way[] = [
  { name: "in OpenTofu's files", of: CONFIGURATION, hide: forTofu },
  {
    name: "in OpenTofu's files, beside Terraform's of the same name",
    of: CONFIGURATION,
    hide: (bad) => ({ ...forTofu(bad), ...inTheirPlace(bad) }),
  },
  { name: "in an override file", of: RESOURCES, hide: overriding },
  { name: "in a folder of a hidden one", of: CONFIGURATION, hide: (bad) => within(".hidden/live", bad.files) },
  {
    name: "in a folder that is linked",
    of: CONFIGURATION,
    hide: (bad) => ({ ...within("node_modules/octo", bad.files), live: { leadsTo: "node_modules/octo" } }),
  },
  { name: "in files that are linked", of: CONFIGURATION, hide: linked },
  {
    name: "in a plan as PowerShell writes it",
    of: PLAN,
    hide: (bad) =>
      renamed(
        bad,
        (path) => path,
        (text) => Buffer.from(`\uFEFF${text}`, "utf16le"),
      ),
  },
  { name: "in a plan of another name", of: PLAN, hide: (bad) => renamed(bad, () => "out.txt") },
];

function renamed(
  { files }: BadCase,
  rename: (path: string) => string,
  change: (text: string) => string | Buffer = (text) => text,
): Tree {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [rename(path), change(text)]));
}

function forTofu(bad: BadCase): Tree {
  return renamed(bad, (path) => path.replace(/\.tf(\.json)?$/, ".tofu$1"));
}

/** OpenTofu does not read these. */
function inTheirPlace({ files }: BadCase): Tree {
  const names = Object.keys(files).filter((path) => /\.tf(?:\.json)?$/.test(path));
  return Object.fromEntries(names.map((path) => [path, path.endsWith(".json") ? "{}" : "locals {}\n"]));
}

/** An override file changes blocks that exist. */
function overriding({ main, files }: BadCase): Tree {
  const { path = "", body = {} } = main ?? {};
  const { [path]: _, ...others } = files;
  const { resource, ...rest } = body;
  const empty = Object.entries(resource as Body).map(([type, labels]) => [
    type,
    Object.fromEntries(Object.keys(labels as Body).map((label) => [label, {}])),
  ]);
  return {
    ...others,
    "main.tf.json": JSON.stringify({ ...rest, resource: Object.fromEntries(empty) }),
    "main_override.tf.json": JSON.stringify({ resource }),
  };
}

function linked({ files }: BadCase): Tree {
  const links = Object.keys(files).map((path) => {
    const up = "../".repeat(path.split("/").length - 1);
    return [path, { leadsTo: `${up}node_modules/octo/${path}` }];
  });
  return { ...within("node_modules/octo", files), ...Object.fromEntries(links) };
}
