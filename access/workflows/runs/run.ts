import type { Trigger } from "../workflow";
import { glob } from "./glob";

/** What started a workflow, as an example for all that start alike. */
export interface Run {
  readonly event: string;
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/1/merge`. */
  readonly ref: string;
  readonly pullRequest?: { readonly fromFork: boolean; readonly base: string };
  /** `a push to refs/heads/main`. */
  readonly words: string;
  /** Whether the ref stands for any other one: what is said of the run holds for refs of whatever name. */
  readonly any: boolean;
}

/** The refs that a repository is known to have, and those that stand for all others. */
export interface Refs {
  readonly defaultBranch: string;
  /** Without `refs/heads/`, with the default one. */
  readonly branches: readonly string[];
  /** Without `refs/tags/`. */
  readonly tags: readonly string[];
}

/** Names that nobody gives: what is let in under them is let in under any. */
export const ANY_BRANCH = "some-branch";
export const ANY_TAG = "some-tag";

/**
 * Examples of every run that a trigger starts.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function runsOf(trigger: Trigger, refs: Refs): Run[] {
  const { event } = trigger;
  switch (event) {
    case "workflow_call":
      return [];
    case "push":
      return pushed(trigger, refs);
    case "workflow_dispatch":
    case "create":
    case "deployment":
    case "deployment_status":
    case "registry_package":
      return [...onBranches(event, refs.branches), ...onTags(event, refs.tags)];
    case "release":
      return onTags(event, refs.tags);
    case "merge_group":
      return queued(trigger, refs);
    case "pull_request":
    case "pull_request_review":
    case "pull_request_review_comment":
    case "pull_request_target":
      return pulled(trigger, refs);
    default:
      // Everything else runs on the default branch: schedule, workflow_run, issues, repository_dispatch, ...
      return [onBranch(event, refs.defaultBranch)];
  }
}

const WORDS: Readonly<Record<string, string>> = {
  push: "a push to",
  workflow_dispatch: "a dispatch on",
  schedule: "the schedule on",
  release: "a release of",
};

const started = (event: string): string => WORDS[event] ?? `${event} on`;

function onBranch(event: string, branch: string): Run {
  const any = branch === ANY_BRANCH;
  const words = `${started(event)} ${any ? "any other branch" : `refs/heads/${branch}`}`;
  return { event, ref: `refs/heads/${branch}`, words, any };
}

function onTag(event: string, tag: string): Run {
  const any = tag === ANY_TAG;
  return { event, ref: `refs/tags/${tag}`, words: `${started(event)} ${any ? "any tag" : `refs/tags/${tag}`}`, any };
}

const onBranches = (event: string, branches: readonly string[]): Run[] =>
  [...branches, ANY_BRANCH].map((branch) => onBranch(event, branch));
const onTags = (event: string, tags: readonly string[]): Run[] => [...tags, ANY_TAG].map((tag) => onTag(event, tag));

/** With a filter on branches alone no tag starts it, and the other way round. */
function pushed({ event, branches, branchesIgnore, tags, tagsIgnore }: Trigger, refs: Refs): Run[] {
  const filtersBranches = branches !== undefined || branchesIgnore !== undefined;
  const filtersTags = tags !== undefined || tagsIgnore !== undefined;
  const someBranches =
    filtersTags && !filtersBranches ? [] : passing(refs.branches, ANY_BRANCH, branches, branchesIgnore);
  const someTags = filtersBranches && !filtersTags ? [] : passing(refs.tags, ANY_TAG, tags, tagsIgnore);
  return [...someBranches.map((branch) => onBranch(event, branch)), ...someTags.map((tag) => onTag(event, tag))];
}

function queued({ event, branches, branchesIgnore }: Trigger, refs: Refs): Run[] {
  return passing(refs.branches, ANY_BRANCH, branches, branchesIgnore).map((base) => ({
    event,
    ref: `refs/heads/gh-readonly-queue/${base}/pr-1-0123456789abcdef0123456789abcdef01234567`,
    words: `a merge queue of ${base === ANY_BRANCH ? "any other branch" : base}`,
    any: true,
  }));
}

/** Pull requests are filtered by the branch that they ask to change. */
function pulled({ event, branches, branchesIgnore }: Trigger, refs: Refs): Run[] {
  const bases = passing(refs.branches, ANY_BRANCH, branches, branchesIgnore);
  // GitHub runs it on the default branch since 2025-12-08, on the base before.
  const refOf = (base: string) =>
    event === "pull_request_target"
      ? `refs/heads/${base === ANY_BRANCH ? refs.defaultBranch : base}`
      : "refs/pull/1/merge";
  return bases.flatMap((base) =>
    [false, true].map((fromFork) => ({
      event,
      ref: refOf(base),
      pullRequest: { fromFork, base },
      words: `${event} from a ${fromFork ? "fork" : "branch"}${bases.length > 1 ? ` to ${base === ANY_BRANCH ? "any other branch" : base}` : ""}`,
      any: true,
    })),
  );
}

/** The names that pass the filters, with an example of each pattern. */
function passing(
  names: readonly string[],
  any: string,
  only: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
): string[] {
  const positive = only?.filter((pattern) => !pattern.startsWith("!")) ?? [];
  const examples = positive.map((pattern) => glob(pattern).example);
  const rules = (only ?? ["**"]).map((pattern) => {
    const negated = pattern.startsWith("!");
    return { negated, glob: glob(negated ? pattern.slice(1) : pattern) };
  });
  const hidden = (ignored ?? []).map(glob);
  const passes = (name: string): boolean => {
    let is = false;
    for (const rule of rules) if (rule.glob.matches(name)) is = !rule.negated;
    return is && !hidden.some((one) => one.matches(name));
  };
  const openExamples = passes(any) ? [] : examples;
  return [...new Set([...names, ...openExamples, any])].filter(passes);
}
