import type { Config } from "../config/config";
import type { Subject } from "../config/schema/github";
import { type Admission, admission } from "./admission";

/**
 * How the job of a scheduled workflow must run for its token to be accepted. A schedule runs on the default branch only.
 * @returns undefined if the subjects accept no such run, or only some that no expression can tell from others
 */
export function scheduledAdmission(
  config: Config,
  subjects: readonly Subject[],
  file: string,
): Admission["job"] | undefined {
  const onBranches = subjects.filter(({ tag, pullRequest }) => tag === undefined && !pullRequest);
  const admitted = admission(config, onBranches, { file });
  return admitted?.byHand ? admitted.job : undefined;
}
