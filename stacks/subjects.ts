import { type GithubRepository, type SubjectContext, subjectsOf } from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import type { Subject } from "../config/schema/github";

/** The subjects for a role's entries in the config, in their order, without duplicates. */
export function subjectsFor({ github }: Config, subjects: readonly Subject[]): string[] {
  const known = github.repositories;
  const meant = ({ repositories, owner }: Subject): GithubRepository[] => {
    if (owner) {
      const ownerId = known.find(({ name }) => name.startsWith(`${owner}/`))?.ownerId;
      return [{ name: `${owner}/*`, ownerId }];
    }
    return repositories ? known.filter(({ name }) => repositories.includes(name)) : known.slice(0, 1);
  };
  return [
    ...new Set(
      subjects.flatMap((subject) =>
        meant(subject).flatMap((repository) => subjectsOf(repository, subject as SubjectContext)),
      ),
    ),
  ];
}
