import { downloadArtifact, type UsesStep, uploadArtifact, use } from "@openhands-aws/constructs/github";

const DAYS = 7;

/** Hands a folder of the runner's temporary one to the jobs that need this one. */
export const handOver = (folder: string): UsesStep =>
  use(uploadArtifact, {
    name: "Hand the result over",
    with: { name: folder, path: `\${{ runner.temp }}/${folder}`, "if-no-files-found": "error", "retention-days": DAYS },
  });

export const takeOver = (folder: string): UsesStep =>
  use(downloadArtifact, {
    name: "Take the result over",
    with: { name: folder, path: `\${{ runner.temp }}/${folder}` },
  });
