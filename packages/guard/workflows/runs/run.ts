import type { Trigger } from "../workflow";
import { glob } from "./glob";

/** What started a workflow, as an example for all that start alike. */
export interface WorkflowRun {
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
  /** Those of all these that are only examples of a pattern. */
  readonly examples: ReadonlySet<string>;
}

/** Names that nobody gives: what is let in under them is let in under any. */
export const ANY_BRANCH = "some-branch";
export const ANY_TAG = "some-tag";

/**
 * Examples of every run that a trigger starts.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function runsOf(trigger: Trigger, refs: Refs): WorkflowRun[] {
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
      return [...onBranches(event, some(refs, refs.branches)), ...onTags(event, some(refs, refs.tags))];
    case "release":
      return onTags(event, some(refs, refs.tags));
    case "merge_group":
      return queued(trigger, refs);
    case "pull_request":
    case "pull_request_review":
    case "pull_request_review_comment":
    case "pull_request_target":
      return pulled(trigger, refs);
    default:
      // Everything else runs on the default branch: schedule, workflow_run, issues, repository_dispatch, ...
      return onBranches(event, [{ name: refs.defaultBranch, any: false }]);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  push: "a push to",
  workflow_dispatch: "a dispatch on",
  schedule: "the schedule on",
  release: "a release of",
};

/** A branch or tag, or an example of those that a pattern means. */
interface Named {
  readonly name: string;
  readonly any: boolean;
}

const onBranches = (event: string, branches: readonly Named[]): WorkflowRun[] =>
  branches.map((branch) => onRef(event, "refs/heads/", branch, "any other branch"));
const onTags = (event: string, tags: readonly Named[]): WorkflowRun[] =>
  tags.map((tag) => onRef(event, "refs/tags/", tag, tags.length > 1 ? "any other tag" : "any tag"));

function onRef(event: string, prefix: string, { name, any }: Named, other: string): WorkflowRun {
  const ref = prefix + name;
  const where = name === ANY_BRANCH || name === ANY_TAG ? other : any ? `refs like ${ref}` : ref;
  return { event, ref, words: `${WORDS[event] ?? `${event} on`} ${where}`, any };
}

/** With a filter on branches alone no tag starts it, and the other way round. */
function pushed({ event, branches, branchesIgnore, tags, tagsIgnore }: Trigger, refs: Refs): WorkflowRun[] {
  const filtersBranches = branches !== undefined || branchesIgnore !== undefined;
  const filtersTags = tags !== undefined || tagsIgnore !== undefined;
  const someBranches =
    filtersTags && !filtersBranches ? [] : passing(some(refs, refs.branches), branches, branchesIgnore);
  const someTags = filtersBranches && !filtersTags ? [] : passing(some(refs, refs.tags), tags, tagsIgnore);
  return [...onBranches(event, someBranches), ...onTags(event, someTags)];
}

function queued({ event, branches, branchesIgnore }: Trigger, refs: Refs): WorkflowRun[] {
  return passing(some(refs, refs.branches), branches, branchesIgnore).map(({ name }) => ({
    event,
    ref: `refs/heads/gh-readonly-queue/${name}/pr-1-0123456789abcdef0123456789abcdef01234567`,
    words: `a merge queue of ${name === ANY_BRANCH ? "any other branch" : name}`,
    any: true,
  }));
}

/** Pull requests are filtered by the branch that they ask to change. */
function pulled({ event, branches, branchesIgnore }: Trigger, refs: Refs): WorkflowRun[] {
  // GitHub runs it on the default branch since 2025-12-08, on the base before.
  const refOf = (base: string) =>
    event === "pull_request_target"
      ? `refs/heads/${base === ANY_BRANCH ? refs.defaultBranch : base}`
      : "refs/pull/1/merge";
  return passing(some(refs, refs.branches), branches, branchesIgnore).flatMap(({ name }) =>
    [false, true].map((fromFork) => ({
      event,
      ref: refOf(name),
      pullRequest: { fromFork, base: name },
      words: `${event} from a ${fromFork ? "fork" : "branch"}`,
      any: true,
    })),
  );
}

/** With the one that stands for all others. */
const some = ({ tags, examples }: Refs, names: readonly string[]): Named[] => [
  ...names.map((name) => ({ name, any: examples.has(name) })),
  { name: names === tags ? ANY_TAG : ANY_BRANCH, any: true },
];

/** Those that pass the filters, with an example of each pattern that none of them fits. */
function passing(
  names: readonly Named[],
  only: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
): Named[] {
  const rules = (only ?? ["**"]).map((pattern) => {
    const negated = pattern.startsWith("!");
    return { negated, glob: glob(negated ? pattern.slice(1) : pattern) };
  });
  const hidden = (ignored ?? []).map(glob);
  const passes = ({ name }: Named): boolean => {
    let is = false;
    for (const rule of rules) if (rule.glob.matches(name)) is = !rule.negated;
    return is && !hidden.some((one) => one.matches(name));
  };
  const found = names.filter(passes);
  for (const { negated, glob: one } of rules)
    if (!negated && !found.some(({ name }) => one.matches(name))) {
      const example = { name: one.example, any: !one.isLiteral };
      if (passes(example)) found.push(example);
    }
  return found;
}
