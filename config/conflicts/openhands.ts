import { pairingProblem, releaseName } from "../pairings";
import type { Problem } from "../problem";
import { isFrom, NEWEST, openhandsOf } from "../releases";
import type { ConfigFile } from "../schema";

export function* openhandsConflicts(file: ConfigFile): Iterable<Problem> {
  yield* releaseConflicts(file);
  yield* pairingConflicts(file);
}

/** A release that its family does not have, and a number that may be meant for another family. */
function* releaseConflicts(file: ConfigFile): Iterable<Problem> {
  const { version } = file.openhands;
  if (version === undefined) return;
  const path = ["openhands", "version"];
  const { family } = openhandsOf(file);
  if ((family === "0.x") !== version.startsWith("0."))
    yield {
      path,
      message: `must be a release of the family ${family}, such as ${NEWEST[family]}; or change openhands.family`,
    };
  else if (family === "canvas" && !/^\d+\.\d+\.\d+$/.test(version))
    yield { path, message: `must have three parts, as the image of Agent Canvas is tagged, such as ${NEWEST.canvas}` };
  else if (mayMeanCanvas(file))
    yield {
      path,
      message: `must be at most ${NEWEST["1.x"]}, with which OpenHands 1.x ended; for Agent Canvas, add family: canvas`,
    };
}

/** A number that OpenHands 1.x never reached, without a family. */
export function mayMeanCanvas(file: ConfigFile): boolean {
  const { family, version } = openhandsOf(file);
  return file.openhands.family === undefined && family === "1.x" && !isFrom(NEWEST["1.x"], version);
}

/**
 * A first model that the release cannot use. Where the config names the release, this is only reported: it may run
 * already, see export/check/openhands-notes.ts.
 */
function* pairingConflicts(file: ConfigFile): Iterable<Problem> {
  const { posture, openhands, bedrock } = file;
  if (posture === "as-designed" || openhands.version !== undefined) return;
  const [first] = bedrock.models;
  const problem = first && pairingProblem(file, first.id);
  if (problem)
    yield {
      path: ["bedrock", "models", 0, "id"],
      message: `does not work with ${releaseName(file)}: ${problem.because}; use ${problem.instead}`,
    };
}
