import { join } from "node:path";
import type { Config } from "../config/config";
import { WORKFLOW_FILES, workflowsOf } from "../pipelines/workflows";
import { type Exported, isOurs, keptNote, ownFiles } from "./exported";
import { renderWorkflow } from "./workflow-file";
import { readIfThere } from "./write-tree";

/** The text of each workflow, by its file. */
export const renderWorkflows = (config: Config): Map<string, string> =>
  new Map([...workflowsOf(config)].map(([file, workflow]) => [file, renderWorkflow(workflow)]));

/** The workflows, for the `.github/workflows` of the repository whose roles they assume. */
export function workflowTree(directory: string, config: Config): Exported {
  const rendered = renderWorkflows(config);
  const { files, kept } = ownFiles(directory, rendered);
  const left = WORKFLOW_FILES.filter((file) => !rendered.has(file) && isOurs(readIfThere(join(directory, file)) ?? ""));
  return {
    directory,
    tree: files,
    notes: [
      ...kept.map((file) => keptNote(join(directory, file))),
      ...left.map((file) => `${join(directory, file)} is no longer in the config: delete it`),
    ],
  };
}
