import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

/** All of AWS shares the names of buckets: the design's may be someone else's. */
export function* bucketConflicts({ posture, runtime }: ConfigFile): Iterable<Problem> {
  if (posture === "hardened" && runtime.bucket === undefined)
    yield {
      path: ["runtime", "bucket"],
      message:
        "must be your bucket that OpenHands works with, such as octo-org-openhands (runtime: {bucket: octo-org-openhands}); it has no default, because all of AWS shares the names of buckets",
    };
}
