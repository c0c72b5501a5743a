import { REFRESHER_CONTAINER, REFRESHER_DIRECTORY } from "@openhands-aws/facts/refresher";
import type { Problem } from "../../problem";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";
import { repeated } from "../duplicates";
import { overlap } from "./deployment";

/** What the component adds to somebody else's workload. */
export function* awsAccessConflicts({ runtime }: ConfigFile, { awsAccess }: KubernetesSection): Iterable<Problem> {
  const { container, mounts } = awsAccess;
  const path = ["awsAccess"];
  if (runtime.refresher && container === REFRESHER_CONTAINER)
    yield {
      path: [...path, "container"],
      message: `must be OpenHands' own: ${REFRESHER_CONTAINER} is what the component adds`,
    };
  const places = mounts.map((mount) => mount.split(":") as [node: string, sandbox: string]);
  for (const [index, place] of places.entries())
    if (runtime.refresher && place.slice(0, 2).some((directory) => overlap(directory, REFRESHER_DIRECTORY)))
      yield {
        path: [...path, "mounts", index],
        message: `must leave out ${REFRESHER_DIRECTORY}, which the component mounts itself`,
      };
  yield* repeated(
    places.map(([, sandbox], index) => [[...path, "mounts", index], sandbox]),
    "is mounted where another mount is already; keep one",
  );
}
