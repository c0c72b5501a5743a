import type { Trigger } from "../workflow";
import { globOf } from "./glob";

/** What started a workflow: an example of all runs that start like it. */
export interface WorkflowRun {
  readonly event: string;
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/1/merge`. */
  readonly ref: string;
  readonly pullRequest?: { readonly fromFork: boolean; readonly base: string };
  /** `a push to refs/heads/main`. */
  readonly description: string;
  /** Whether the ref is an example of any other. */
  readonly any: boolean;
}

/** The refs that a repository is known to have, with examples of those that a pattern means. */
export interface Refs {
  readonly defaultBranch: string;
  /** Without `refs/heads/`; the default branch is one of them. */
  readonly branches: readonly string[];
  /** Without `refs/tags/`. */
  readonly tags: readonly string[];
  /** Those of the branches and tags that are only examples of a pattern. */
  readonly examples: ReadonlySet<string>;
  /** Whether these are all that conditions and trust policies name. @default true */
  readonly complete?: boolean;
}

/** Names that no one uses: a role that accepts them accepts any. */
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
      return pushRuns(trigger, refs);
    case "workflow_dispatch":
    case "create":
    case "deployment":
    case "deployment_status":
    case "registry_package":
      return [...onBranches(event, withOthers(refs, refs.branches)), ...onTags(event, withOthers(refs, refs.tags))];
    case "release":
      return onTags(event, withOthers(refs, refs.tags));
    case "merge_group":
      return mergeQueueRuns(trigger, refs);
    case "pull_request":
    case "pull_request_review":
    case "pull_request_review_comment":
    case "pull_request_target":
      return pullRequestRuns(trigger, refs);
    default:
      // Everything else runs on the default branch: schedule, workflow_run, issues, repository_dispatch, ...
      return onBranches(event, [{ name: refs.defaultBranch, any: false }]);
  }
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  push: "a push to",
  workflow_dispatch: "a dispatch on",
  schedule: "the schedule on",
  release: "a release of",
};

/** A branch or tag, or an example of those that match a pattern. */
interface RefName {
  readonly name: string;
  readonly any: boolean;
}

const onBranches = (event: string, branches: readonly RefName[]): WorkflowRun[] =>
  branches.map((branch) => onRef(event, "refs/heads/", branch, "any other branch"));
const onTags = (event: string, tags: readonly RefName[]): WorkflowRun[] =>
  tags.map((tag) => onRef(event, "refs/tags/", tag, tags.length > 1 ? "any other tag" : "any tag"));

function onRef(event: string, prefix: string, { name, any }: RefName, other: string): WorkflowRun {
  const ref = prefix + name;
  const where = name === ANY_BRANCH || name === ANY_TAG ? other : any ? `refs like ${ref}` : ref;
  return { event, ref, description: `${DESCRIPTIONS[event] ?? `${event} on`} ${where}`, any };
}

/** With filters for branches only, no tag starts it, and vice versa. */
function pushRuns({ event, branches, branchesIgnore, tags, tagsIgnore }: Trigger, refs: Refs): WorkflowRun[] {
  const filtersBranches = branches !== undefined || branchesIgnore !== undefined;
  const filtersTags = tags !== undefined || tagsIgnore !== undefined;
  const startingBranches =
    filtersTags && !filtersBranches ? [] : filtered(withOthers(refs, refs.branches), branches, branchesIgnore);
  const startingTags = filtersBranches && !filtersTags ? [] : filtered(withOthers(refs, refs.tags), tags, tagsIgnore);
  return [...onBranches(event, startingBranches), ...onTags(event, startingTags)];
}

function mergeQueueRuns({ event, branches, branchesIgnore }: Trigger, refs: Refs): WorkflowRun[] {
  return filtered(withOthers(refs, refs.branches), branches, branchesIgnore).map(({ name }) => ({
    event,
    ref: `refs/heads/gh-readonly-queue/${name}/pr-1-0123456789abcdef0123456789abcdef01234567`,
    description: `a merge queue of ${name === ANY_BRANCH ? "any other branch" : name}`,
    any: true,
  }));
}

/** The filters of pull requests apply to the base branch. */
function pullRequestRuns({ event, branches, branchesIgnore }: Trigger, refs: Refs): WorkflowRun[] {
  // Since 2025-12-08, GitHub runs it on the default branch; before, on the base.
  const refOf = (base: string) =>
    event === "pull_request_target"
      ? `refs/heads/${base === ANY_BRANCH ? refs.defaultBranch : base}`
      : "refs/pull/1/merge";
  return filtered(withOthers(refs, refs.branches), branches, branchesIgnore).flatMap(({ name }) =>
    [false, true].map((fromFork) => ({
      event,
      ref: refOf(name),
      pullRequest: { fromFork, base: name },
      description: `${event} from a ${fromFork ? "fork" : "branch"}`,
      any: true,
    })),
  );
}

/** About how many steps it takes to compare the filters of a trigger with all refs, and with their own examples. */
export function filterSteps(
  { branches = [], branchesIgnore = [], tags = [], tagsIgnore = [] }: Trigger,
  refs: Refs,
): number {
  const patterns = [...branches, ...branchesIgnore, ...tags, ...tagsIgnore];
  const names = [...refs.branches, ...refs.tags, ...patterns];
  return lengthOf(patterns) * lengthOf(names);
}

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);

/** With an example of all others. */
const withOthers = ({ tags, examples }: Refs, names: readonly string[]): RefName[] => [
  ...names.map((name) => ({ name, any: examples.has(name) })),
  { name: names === tags ? ANY_TAG : ANY_BRANCH, any: true },
];

/** Those that pass the filters, with an example for each pattern that none of them matches. */
function filtered(
  names: readonly RefName[],
  only: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
): RefName[] {
  const rules = (only ?? ["**"]).map((pattern) => {
    const negated = pattern.startsWith("!");
    return { negated, glob: globOf(negated ? pattern.slice(1) : pattern) };
  });
  const hidden = (ignored ?? []).map(globOf);
  const passes = ({ name }: RefName): boolean => {
    let accepted = false;
    for (const rule of rules) if (rule.glob.matches(name)) accepted = !rule.negated;
    return accepted && !hidden.some(({ matches }) => matches(name));
  };
  const found = names.filter(passes);
  for (const { negated, glob } of rules)
    if (!negated && !found.some(({ name }) => glob.matches(name))) {
      const example = { name: glob.example, any: !glob.isLiteral };
      if (passes(example)) found.push(example);
    }
  return found;
}
