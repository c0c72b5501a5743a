import type { Config } from "../config/config";
import { WORKFLOW_FILES, workflowsOf } from "../github-workflows/workflows";
import { type Exported, exportedFiles } from "./exported";
import { renderWorkflow } from "./render/workflow-file";

/** The text of each workflow, by its file. */
export const renderWorkflows = (config: Config): Map<string, string> =>
  new Map([...workflowsOf(config)].map(([file, workflow]) => [file, renderWorkflow(workflow)]));

/** The workflows, for the `.github/workflows` of the repository whose roles they assume. */
export const workflowTree = (directory: string, config: Config): Exported =>
  exportedFiles(directory, renderWorkflows(config), WORKFLOW_FILES);
