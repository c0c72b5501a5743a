import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { repeated } from "./duplicates";

type SubjectsAt = [path: Problem["path"], subjects: ConfigFile["runtime"]["subjects"]];

/** The subjects of every role that has any, and the key that they are at. */
export const roleSubjects = ({ runtime, deploy, operations }: ConfigFile): SubjectsAt[] => [
  [["runtime", "subjects"], runtime.subjects],
  ...(deploy
    ? [
        [["deploy", "build", "subjects"], deploy.build.subjects] satisfies SubjectsAt,
        ...Object.entries(deploy.roles).map(
          ([label, { subjects }]): SubjectsAt => [["deploy", "roles", label, "subjects"], subjects],
        ),
      ]
    : []),
  ...Object.entries(operations?.roles ?? {}).map(
    ([verb, { subjects }]): SubjectsAt => [["operations", "roles", verb, "subjects"], subjects],
  ),
];

export function* repositoryConflicts(file: ConfigFile): Iterable<Problem> {
  const names = file.github.repositories.map(({ name }) => name);
  // GitHub ignores case in names.
  yield* repeated(names.map((name, index) => [["github", "repositories", index, "name"], name.toLowerCase()]));

  const listed = new Set(names);
  for (const [path, subjects] of roleSubjects(file))
    for (const [index, { repositories = [] }] of subjects.entries())
      for (const [at, name] of repositories.entries())
        if (!listed.has(name))
          yield {
            path: [...path, index, "repositories", at],
            message: "is not in github.repositories; add it there, spelt the same",
          };
}
