import type { Triggers } from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import type { Subject } from "../config/schema/github";

/** How a workflow of the first repository must run for its token to be accepted. */
export interface Admission {
  /** Without `workflow_dispatch`. */
  readonly on: Triggers;
  /** Whether a run by hand can be held to what is accepted. */
  readonly byHand: boolean;
  /** What the jobs that assume the role are bound to. */
  readonly job: { readonly if?: string; readonly environment?: string };
}

/** Where a run is bound to no branch by its role, it is one of the design's. */
const BRANCH = "main";

/**
 * Reads from a role's subjects when its workflow runs: on their branches and tags; without any, in their environment;
 * otherwise as anything goes.
 * @returns undefined where they let in no run of the first repository
 */
export function admission(
  { github }: Config,
  subjects: readonly Subject[],
  paths?: readonly string[],
): Admission | undefined {
  const repository = github.repositories[0]?.name as string;
  const mine = subjects.filter(({ repositories, owner }) =>
    owner ? repository.startsWith(`${owner}/`) : (repositories?.includes(repository) ?? true),
  );
  if (mine.length === 0) return undefined;

  const branches = mine.flatMap(({ branch }) => branch ?? []);
  const tags = mine.flatMap(({ tag }) => tag ?? []);
  if (branches.length + tags.length > 0) {
    const refs = [...branches.map((name) => `refs/heads/${name}`), ...tags.map((name) => `refs/tags/${name}`)];
    const push = {
      ...(branches.length > 0 && { branches: branches.map(filterPattern) }),
      ...(tags.length > 0 && { tags: tags.map(filterPattern) }),
      ...(paths && { paths }),
    };
    // The others' refs would be refused by AWS; a run by hand may start on any.
    return { on: { push }, byHand: refs.every(isComparable), job: { if: refs.map(comparison).join(" || ") } };
  }

  const push = { branches: [BRANCH], ...(paths && { paths }) };
  const environment = mine.find((subject) => subject.environment)?.environment;
  if (environment) return { on: { push }, byHand: true, job: { environment } };
  if (mine.some(({ any }) => any)) return { on: { push }, byHand: true, job: {} };
  return { on: { pull_request: { ...(paths && { paths }) } }, byHand: false, job: {} };
}

/**
 * A pattern of a policy as a pattern of a filter, where `*` stops at a slash and more characters are special.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
const filterPattern = (pattern: string) => pattern.replace(/[!+\]]/g, "\\$&").replace(/\*+/g, "**");

/** Expressions know no patterns but a beginning. */
const isComparable = (ref: string) => /^[^*]*\**$/.test(ref);

function comparison(ref: string): string {
  const quoted = `'${ref.replace(/\*.*$/, "").replaceAll("'", "''")}'`;
  return ref.includes("*") ? `startsWith(github.ref, ${quoted})` : `github.ref == ${quoted}`;
}
