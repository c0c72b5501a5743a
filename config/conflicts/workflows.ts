import { hasGithubClaims } from "@openhands-aws/facts/oidc";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { roleSubjects } from "./repositories";

/** A condition on a claim that AWS does not know would never be met. */
export function* workflowConflicts(file: ConfigFile): Iterable<Problem> {
  const { github, deploy } = file;
  if (hasGithubClaims(github.issuer)) return;
  const message = `must be left out with github.issuer ${github.issuer}: AWS does not read job_workflow_ref in its tokens; use an environment`;
  for (const [path, subjects] of roleSubjects(file))
    for (const [index, { workflows }] of subjects.entries())
      if (workflows) yield { path: [...path, index, "workflows"], message };
  if (deploy?.sync.workflows) yield { path: ["deploy", "sync", "workflows"], message };
}
