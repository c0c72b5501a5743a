import { join } from "node:path";
import { type RunResult, run } from "../../embedded/run";
import { PROJECT } from "../../project";

/** Runs the image's credential process on this machine, as an SDK in a sandbox does. @param file what is mounted there */
export const askCredentialProcess = (file: string): Promise<RunResult> =>
  run("/bin/sh", [join(PROJECT, "docker/openhands-runtime/bin/credential-process")], {
    cwd: "/",
    env: { OPENHANDS_AWS_CREDENTIALS_FILE: file },
  });
