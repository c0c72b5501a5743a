import type { ConfigFile } from "../../schema";
import { type Conflict, repeated } from "../conflict";
import { overlap } from "./directories";
import type { Kubernetes } from "./section";

/** The refresher's container, and its directory on the node and in the sandboxes. */
const REFRESHER = "aws-credentials-refresher";
const REFRESHED = "/run/openhands-aws";

/** What the component adds to somebody else's workload. */
export function* awsAccessConflicts({ runtime }: ConfigFile, { awsAccess }: Kubernetes): Iterable<Conflict> {
  const { container, mounts } = awsAccess;
  const path = ["awsAccess"];
  if (runtime.refresher && container === REFRESHER)
    yield { path: [...path, "container"], message: `must be OpenHands' own: ${REFRESHER} is what the component adds` };
  const places = mounts.map((mount) => mount.split(":") as [node: string, sandbox: string]);
  for (const [index, place] of places.entries())
    if (runtime.refresher && place.slice(0, 2).some((directory) => overlap(directory, REFRESHED)))
      yield {
        path: [...path, "mounts", index],
        message: `must leave out ${REFRESHED}, which the component mounts itself`,
      };
  yield* repeated(
    places.map(([, sandbox], index) => [[...path, "mounts", index], sandbox]),
    "is mounted where another mount is already; keep one",
  );
}
