import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { repeated } from "./duplicates";

export function* repositoryConflicts({ github, runtime, deploy }: ConfigFile): Iterable<Problem> {
  const names = github.repositories.map(({ name }) => name);
  // GitHub ignores case in names.
  yield* repeated(names.map((name, index) => [["github", "repositories", index, "name"], name.toLowerCase()]));

  const users: [Problem["path"], ConfigFile["runtime"]["subjects"]][] = [[["runtime", "subjects"], runtime.subjects]];
  if (deploy) {
    users.push([["deploy", "build", "subjects"], deploy.build.subjects]);
    for (const [label, { subjects }] of Object.entries(deploy.roles))
      users.push([["deploy", "roles", label, "subjects"], subjects]);
  }
  const listed = new Set(names);
  for (const [path, subjects] of users)
    for (const [index, { repositories = [] }] of subjects.entries())
      for (const [at, name] of repositories.entries())
        if (!listed.has(name))
          yield {
            path: [...path, index, "repositories", at],
            message: "is not in github.repositories; add it there, spelt the same",
          };
}
