import { join } from "node:path";
import type { Config } from "../config/config";
import { WORKFLOW_FILES, workflowsOf } from "../pipelines/workflows";
import { type Exported, isOurs, keptNote, ownFiles } from "./exported";
import { renderWorkflow } from "./workflow-file";
import { readIfThere } from "./write-tree";

/** The workflows, for the `.github/workflows` of the repository whose roles they assume. */
export function workflowTree(directory: string, config: Config): Exported {
  const workflows = workflowsOf(config);
  const rendered = new Map([...workflows].map(([file, workflow]) => [file, renderWorkflow(workflow)]));
  const { files, kept } = ownFiles(directory, rendered);
  const left = WORKFLOW_FILES.filter(
    (file) => !workflows.has(file) && isOurs(readIfThere(join(directory, file)) ?? ""),
  );
  return {
    directory,
    tree: files,
    notes: [
      ...kept.map((file) => keptNote(join(directory, file))),
      ...left.map((file) => `${join(directory, file)} is no longer in the config: delete it`),
    ],
  };
}
