import type { WorkflowRule } from "../../rule";
import { workflowBedrockApiKey } from "./workflow-bedrock-api-key";
import { workflowChainRefused } from "./workflow-chain-refused";
import { workflowChainUntagged } from "./workflow-chain-untagged";
import { workflowForkLetIn } from "./workflow-fork-let-in";
import { workflowForkWithoutToken } from "./workflow-fork-without-token";
import { workflowIdTokenMissing } from "./workflow-id-token-missing";
import { workflowNotJudged } from "./workflow-not-judged";
import { workflowPermissionMissing } from "./workflow-permission-missing";
import { workflowRefused } from "./workflow-refused";
import { workflowRoleMissing } from "./workflow-role-missing";
import { workflowSessionLength } from "./workflow-session-length";
import { workflowSessionName } from "./workflow-session-name";
import { workflowSubjectUnused } from "./workflow-subject-unused";
import { workflowSubjectWider } from "./workflow-subject-wider";
import { workflowWithoutCredentials } from "./workflow-without-credentials";

/** Rules on what the workflows of a repository ask of AWS. */
export const WORKFLOW_RULES: readonly WorkflowRule[] = [
  workflowBedrockApiKey,
  workflowChainRefused,
  workflowChainUntagged,
  workflowForkLetIn,
  workflowForkWithoutToken,
  workflowIdTokenMissing,
  workflowNotJudged,
  workflowPermissionMissing,
  workflowRefused,
  workflowRoleMissing,
  workflowSessionLength,
  workflowSessionName,
  workflowSubjectUnused,
  workflowSubjectWider,
  workflowWithoutCredentials,
];
