import type { Finding } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { pairingProblem, releaseName } from "../../config/pairings";
import { isKnownRelease, NEWEST, releaseOf } from "../../config/releases";

const DOCS = "docs/releases.md";

/** Notes about the release of OpenHands: it is not known, or cannot use a model that the config names. */
export function openhandsNotes(config: Config, configFile: string): Finding[] {
  return [...unknownRelease(config), ...pairings(config)].map((note) => ({
    severity: "info",
    file: configFile,
    ...note,
  }));
}

type Note = Omit<Finding, "severity" | "file">;

function unknownRelease(config: Config): Note[] {
  if (isKnownRelease(config)) return [];
  const { family } = config.openhands;
  return [
    {
      rule: "openhands-release",
      address: "openhands.version",
      message: `${releaseName(config)} is not a release that openhands-aws knows; it is treated like ${releaseOf(config).from} of the family ${family}.`,
      why: "Paths, variables and the form of the settings change between releases. Nothing of this was tried with this one.",
      fix: `Use a release up to ${NEWEST[family]}, or try it before you rely on it: ${DOCS}`,
    },
  ];
}

function pairings(config: Config): Note[] {
  const hardened = config.posture === "hardened";
  return config.bedrock.models.flatMap(({ id }, index): Note[] => {
    const problem = pairingProblem(config, id);
    if (!problem) return [];
    return [
      {
        rule: "openhands-model",
        address: hardened ? `bedrock.models[${index}].id` : "bedrock.designedModel",
        message: `${releaseName(config)} cannot use ${id}: ${problem.because}.`,
        why: "Seen with the real program: each conversation with this model ends in an error or in a cut-off answer.",
        fix: `Use ${problem.instead}: ${DOCS}`,
      },
    ];
  });
}
