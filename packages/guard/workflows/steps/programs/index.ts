import type { JobState } from "../job-state";
import { aws } from "./aws";
import { docker } from "./docker";
import type { ProgramCall } from "./program-call";

/** What a program that a script starts asks of AWS. A program is added here, and nowhere else. */
export const PROGRAMS: ReadonlyMap<string, (call: ProgramCall, job: JobState) => void> = new Map([
  ["aws", aws],
  ["docker", docker],
]);
