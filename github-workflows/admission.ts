import type { Triggers } from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import type { Subject } from "../config/schema/github";

/** How a workflow in the first repository must run for its token to be accepted. */
export interface Admission {
  /** Without `workflow_dispatch`. */
  readonly on: Triggers;
  /** Whether a manual run can be limited to what is accepted. */
  readonly byHand: boolean;
  /** The limits of the jobs that assume the role. */
  readonly job: { readonly if?: string; readonly environment?: string };
}

/** The design's branch, for runs that the role limits to no branch. */
const BRANCH = "main";

/** The workflow that is to run. */
export interface Asking {
  /** Its file, if the role must accept it; a job without a role may be in any. */
  readonly file?: string;
  /** Only pushes that change these. @default every push */
  readonly paths?: readonly string[];
}

/**
 * Derives from a role's subjects when its workflow runs: on their branches and tags; without any, in their environment;
 * otherwise on what else they accept.
 * @returns undefined if they accept no run of this workflow in the first repository
 */
export function admission(
  { github }: Config,
  subjects: readonly Subject[],
  { file, paths }: Asking,
): Admission | undefined {
  const repository = github.repositories[0]?.name as string;
  const mine = subjects
    .filter(({ repositories, owner }) =>
      owner ? repository.startsWith(`${owner}/`) : (repositories?.includes(repository) ?? true),
    )
    .filter(({ workflows }) => file === undefined || (workflows?.includes(file) ?? true));
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
    // AWS would reject other refs, and a manual run may start on any.
    return { on: { push }, byHand: refs.every(isComparable), job: { if: refs.map(comparison).join(" || ") } };
  }

  const push = { branches: [BRANCH], ...(paths && { paths }) };
  const environment = mine.find((subject) => subject.environment)?.environment;
  if (environment) return { on: { push }, byHand: true, job: { environment } };
  if (mine.some(({ any }) => any)) return { on: { push }, byHand: true, job: {} };
  return { on: { pull_request: { ...(paths && { paths }) } }, byHand: false, job: {} };
}

/**
 * A policy's pattern as a filter's pattern, in which `*` stops at a slash and more characters are special.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
const filterPattern = (pattern: string) => pattern.replace(/[!+\]]/g, "\\$&").replace(/\*+/g, "**");

/** Expressions have no patterns; they can only compare a prefix. */
const isComparable = (ref: string) => /^[^*]*\**$/.test(ref);

function comparison(ref: string): string {
  const quoted = `'${ref.replace(/\*.*$/, "").replaceAll("'", "''")}'`;
  return ref.includes("*") ? `startsWith(github.ref, ${quoted})` : `github.ref == ${quoted}`;
}
