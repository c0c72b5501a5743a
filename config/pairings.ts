import { KNOWN_MODELS } from "./models";
import { type Family, openhandsOf, RELEASES, type Release, releaseIn, releaseOf } from "./releases";

type Chosen = Parameters<typeof releaseOf>[0];

/** `fails` and `works` were seen with the real programs; the rest was not tried. */
export type Pairing = "works" | "fails" | "not tried";

export function pairingOf({ models }: Release, model: string): Pairing {
  if (models.work.includes(model)) return "works";
  return models.fail.includes(model) ? "fails" : "not tried";
}

/** As people name them. */
export const FAMILY_NAMES: Readonly<Record<Family, string>> = {
  "0.x": "OpenHands",
  "1.x": "OpenHands",
  canvas: "Agent Canvas",
};

export function releaseName(chosen: Chosen): string {
  const { family, version } = openhandsOf(chosen);
  return `${FAMILY_NAMES[family]} ${version}`;
}

/**
 * Why the release cannot use the model, and what is nearest to the two: the newest model that works with the release,
 * and the newest release that works with the model.
 * @returns undefined if the pairing is not known to fail
 */
export function pairingProblem(chosen: Chosen, model: string): { because: string; instead: string } | undefined {
  const release = releaseOf(chosen);
  if (pairingOf(release, model) !== "fails") return undefined;
  const other = nearestRelease(release, model);
  const alternatives = [
    nearestModel(release, model) ?? [],
    other ? `openhands: {family: ${other.family}, version: "${releaseIn(other)}"}` : [],
  ].flat();
  return { because: release.models.because as string, instead: alternatives.join(", or ") };
}

/** The newest one that AWS has not ended, and of the same line if there is one: a Sonnet for a Sonnet. */
function nearestModel({ models }: Release, model: string): string | undefined {
  const line = (id: string) => /claude-([a-z]+)/.exec(id)?.[1];
  const usable = models.work.filter((id) => KNOWN_MODELS.get(id)?.dates.endOfLife === undefined);
  return usable.findLast((id) => line(id) === line(model)) ?? usable.at(-1);
}

/** Of the same family if there is one: another family is another program. */
function nearestRelease({ family }: Release, model: string): Release | undefined {
  const working = RELEASES.filter((release) => pairingOf(release, model) === "works");
  return working.findLast((release) => release.family === family) ?? working.at(-1);
}
