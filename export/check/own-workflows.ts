import { type Repository, type RepositoryWorkflows, readWorkflow } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { workflowFiles } from "../render/workflow-files";

/** Our own workflows as they are written; the repository may have others. */
export function ownWorkflows(config: Config): RepositoryWorkflows {
  const files = Array.from(workflowFiles(config), ([file, text]) => ({ path: `workflows/${file}`, text }));
  return { repository: firstRepository(config), files: files.map(readWorkflow), complete: false };
}

/** The repository for which the workflows are rendered. */
export function firstRepository({ github }: Config): Repository {
  const [first] = github.repositories;
  const [owner = "", name = ""] = first?.name.split("/") ?? [];
  return {
    owner,
    name,
    ...(first?.id !== undefined && { id: String(first.id) }),
    ...(first?.ownerId !== undefined && { ownerId: String(first.ownerId) }),
  };
}
