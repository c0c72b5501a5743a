import { REFRESHER_CONTAINER, REFRESHER_DIRECTORY } from "@openhands-aws/facts/refresher";
import type { Problem } from "../../problem";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";
import { repeated } from "../duplicates";
import { overlap } from "./deployment";

/** Values that clash with what the component adds to someone else's workload. */
export function* awsAccessConflicts({ runtime }: ConfigFile, { awsAccess }: KubernetesSection): Iterable<Problem> {
  const { container, mounts } = awsAccess;
  const path = ["awsAccess"];
  if (runtime.refresher && container === REFRESHER_CONTAINER)
    yield {
      path: [...path, "container"],
      message: `must be the container of OpenHands; ${REFRESHER_CONTAINER} is the one that the component adds`,
    };
  const places = mounts.map((mount) => mount.split(":") as [node: string, sandbox: string]);
  for (const [index, place] of places.entries())
    if (runtime.refresher && place.slice(0, 2).some((directory) => overlap(directory, REFRESHER_DIRECTORY)))
      yield {
        path: [...path, "mounts", index],
        message: `must not overlap ${REFRESHER_DIRECTORY}, which the component mounts itself`,
      };
  yield* repeated(
    places.map(([, sandbox], index) => [[...path, "mounts", index], sandbox]),
    "has the same mount point as an earlier mount; keep one",
  );
}
