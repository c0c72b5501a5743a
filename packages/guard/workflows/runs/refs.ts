import { MAX_REFS } from "../../bounds";
import type { Workflow } from "../workflow";
import type { Refs } from "./run";

const NAME = /^[\w][\w./-]*$/;

/**
 * The refs on which runs may differ: those in filters, conditions and trust policies.
 * @param trusted full refs from trust policies, with `*` and `?` of their patterns
 * @param conditional workflows and actions, for the refs in their conditions
 */
export function refsOf(
  workflows: readonly Workflow[],
  trusted: readonly string[],
  conditional: readonly Pick<Workflow, "conditions">[] = workflows,
): Refs {
  const branches = new Set<string>();
  const tags = new Set<string>();
  const examples = new Set<string>();
  const add = (pattern: string) => {
    if (branches.size + tags.size >= MAX_REFS) return;
    const [, kind, name = ""] = /^refs\/(heads|tags)\/(.+)$/.exec(pattern) ?? [];
    const example = name.replaceAll(/[*?]/g, "x");
    if (!kind || !NAME.test(example)) return;
    (kind === "heads" ? branches : tags).add(example);
    if (example !== name) examples.add(example);
  };
  for (const ref of trusted) add(ref);
  for (const { conditions } of conditional)
    for (const condition of conditions) for (const ref of refsIn(condition)) add(ref);
  const literal = workflows.flatMap(({ triggers }) => triggers.flatMap((one) => one.branches ?? []));
  const known = new Set([...branches, ...literal]);
  // A repository does not contain the name of its default branch.
  const defaultBranch = !known.has("main") && known.has("master") ? "master" : "main";
  return {
    defaultBranch,
    branches: [...new Set([defaultBranch, ...branches])],
    tags: [...tags],
    examples,
    complete: branches.size + tags.size < MAX_REFS,
  };
}

/** Texts of a condition that are refs or may be names of refs; with `*` where more may follow. */
function refsIn(condition: string): string[] {
  const refs: string[] = [];
  for (const [, beginning, text = ""] of condition.matchAll(/(startsWith\s*\([^,']*,\s*)?'([^']*)'/gi)) {
    const pattern = beginning ? `${text}*` : text;
    if (text.startsWith("refs/")) refs.push(pattern);
    // The names of events have underscores.
    else if (/ref/.test(condition) && !/_/.test(text)) refs.push(`refs/heads/${pattern}`, `refs/tags/${pattern}`);
  }
  return refs;
}
