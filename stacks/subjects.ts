import {
  type GithubRepository,
  githubTrust,
  type SubjectContext,
  subjectsOf,
  workflowRefsOf,
} from "@openhands-aws/constructs/github";
import type { Trust } from "@openhands-aws/constructs/iam";
import type { Config } from "../config/config";
import type { Subject } from "../config/schema/github";
import { accountOf } from "./account";

/**
 * Lets the runs of a role's entries in the config assume the role. Entries with the same workflows share a statement; in
 * another one, each could be combined with the other's workflows.
 */
export function githubTrusts(config: Config, subjects: readonly Subject[]): Trust[] {
  const { issuer, audiences } = config.github;
  const byWorkflows = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const key = (subject.workflows ?? []).toSorted().join();
    byWorkflows.set(key, [...(byWorkflows.get(key) ?? []), subject]);
  }
  return Array.from(byWorkflows.values(), (entries) => {
    const runs = entries.flatMap((entry) =>
      repositoriesOf(config, entry).map((repository) => ({ repository, context: entry as SubjectContext, ...entry })),
    );
    return githubTrust({
      account: accountOf(config),
      issuer,
      audience: audiences[0] as string,
      subjects: unique(runs.flatMap(({ repository, context }) => subjectsOf(repository, context))),
      workflowRefs: unique(
        runs.flatMap(({ repository, context, workflows = [] }) => workflowRefsOf(repository, context, workflows)),
      ),
    });
  });
}

function repositoriesOf({ github }: Config, { repositories, owner }: Subject): GithubRepository[] {
  const known = github.repositories;
  if (owner) {
    const ownerId = known.find(({ name }) => name.startsWith(`${owner}/`))?.ownerId;
    return [{ name: `${owner}/*`, ownerId }];
  }
  return repositories ? known.filter(({ name }) => repositories.includes(name)) : known.slice(0, 1);
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
