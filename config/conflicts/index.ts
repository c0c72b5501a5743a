import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { apiKeyConflicts } from "./api-key";
import { auditConflicts } from "./audit";
import { bucketConflicts } from "./bucket";
import { identityConflicts } from "./identity";
import { imageConflicts } from "./image";
import { kubernetesConflicts } from "./kubernetes";
import { applicationProfileConflicts, modelConflicts, profileConflicts } from "./models";
import { nameConflicts } from "./names";
import { openhandsConflicts } from "./openhands";
import { operationConflicts } from "./operations";
import { operatorConflicts } from "./operator";
import { parameterConflicts } from "./parameters";
import { refresherConflicts } from "./refresher";
import { regionConflicts } from "./regions";
import { repositoryConflicts } from "./repositories";
import { scheduleConflicts } from "./schedules";
import { sessionConflicts } from "./sessions";
import { workflowConflicts } from "./workflows";

/** Every value that does not fit another value. */
export function* conflictsOf(file: ConfigFile): Iterable<Problem> {
  yield* bucketConflicts(file);
  yield* regionConflicts(file);
  yield* repositoryConflicts(file);
  yield* workflowConflicts(file);
  yield* parameterConflicts(file);
  yield* openhandsConflicts(file);
  yield* modelConflicts(file);
  yield* profileConflicts(file);
  yield* applicationProfileConflicts(file);
  yield* apiKeyConflicts(file);
  yield* identityConflicts(file);
  yield* sessionConflicts(file);
  yield* imageConflicts(file);
  yield* refresherConflicts(file);
  yield* nameConflicts(file);
  yield* operatorConflicts(file);
  yield* kubernetesConflicts(file);
  yield* auditConflicts(file);
  yield* operationConflicts(file);
  yield* scheduleConflicts(file);
}
