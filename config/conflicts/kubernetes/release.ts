import type { Problem } from "../../problem";
import { agentRunsInSandbox, isFrom } from "../../release";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";

export function* releaseConflicts(file: ConfigFile, { deployment }: KubernetesSection): Iterable<Problem> {
  const inSandbox = agentRunsInSandbox(file);
  const { posture, runtime } = file;
  if (posture === "as-designed") {
    if (inSandbox)
      yield {
        path: ["openhands", "version"],
        message: "must be 0.x with posture as-designed: 1.x does not read the design's variables",
      };
  } else if (runtime.refresher && !isFrom(file, "0.38"))
    yield {
      path: ["openhands", "version"],
      message:
        "must be 0.38 or later with runtime.refresher: an earlier release cannot mount the refreshed credentials into its sandboxes",
    };
  else if (inSandbox && !runtime.refresher)
    yield {
      path: ["runtime", "refresher"],
      message:
        "must be {} at least, because OpenHands 1.x calls the model from its sandboxes, which never get the access key",
    };
  if (inSandbox && deployment.generate && deployment.dockerSocket && !deployment.hostNetwork)
    yield {
      path: ["kubernetes", "deployment", "hostNetwork"],
      message:
        "must be true with dockerSocket in OpenHands 1.x, whose sandboxes call port 3000 of the node; or leave out dockerSocket",
    };
}
