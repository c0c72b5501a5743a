import type { SettingsForm } from "@openhands-aws/facts/settings-form";
import { KNOWN_MODELS } from "./models";
import type { ConfigFile } from "./schema";

/**
 * OpenHands is three programs that number their releases independently:
 * - `0.x`, up to 0.62: the agent runs in the app, and a sandbox only runs its commands.
 * - `1.x`, up to 1.11: the agent runs in the sandbox, an agent server.
 * - `canvas`, Agent Canvas, since June 2026: one container without sandboxes.
 */
export const FAMILIES = ["0.x", "1.x", "canvas"] as const;
export type Family = (typeof FAMILIES)[number];

/** Of the models in models.ts: a model in neither list was not tried with the release. */
interface Models {
  readonly work: readonly string[];
  readonly fail: readonly string[];
  /** Why those fail, as the end of a sentence. */
  readonly because?: string;
}

/** What one release of OpenHands is made of, and what differs from other releases. */
export interface Release {
  readonly family: Family;
  /** The first release that is like this; the family's next row begins the next. */
  readonly from: string;
  /** OpenHands' own image, without tag. */
  readonly app: string;
  /** What the runtime image is built on: the sandbox's image or, with Agent Canvas, the app's. */
  readonly base: (version: string) => string;
  /** The release of the agent server that the app is made for. */
  readonly agentServer?: string;
  /** The user as whom the agent's commands run. */
  readonly uid: number;
  /** The port of the web page; with Agent Canvas, of the one that asks for a key. */
  readonly port: number;
  /** Where the app keeps conversations and settings. */
  readonly state: string;
  /** The file that presets the model. @default the release has none, or not for this */
  readonly settings?: SettingsForm;
  /** How a sandbox gets directories of its node: one, which the app mounts as well, or several. @default it has none */
  readonly mounts?: "one" | "several";
  /** Variables without which it cannot call the models that work. */
  readonly needs: Readonly<Record<string, string>>;
  readonly models: Models;
}

const CLAUDE = [...KNOWN_MODELS.keys()];
const from = (first: string) => CLAUDE.slice(CLAUDE.indexOf(first));
/** Models that reject a request with both temperature and top_p. */
const SINCE_4_5 = from("anthropic.claude-sonnet-4-5-20250929-v1:0");
const split = (works: (id: string) => boolean, because: string): Models => ({
  work: SINCE_4_5.filter(works),
  fail: SINCE_4_5.filter((id) => !works(id)),
  because,
});

const NOT_TRIED: Models = { work: [], fail: [] };
const ALL_SINCE_4_5: Models = { work: SINCE_4_5, fail: [] };
const NONE_SINCE_4_5 = split(
  () => false,
  "it always sends temperature and top_p, and Claude 4.5 and later reject a request with both",
);
const UP_TO_OPUS_4_7 = split(
  (id) => !from("anthropic.claude-opus-4-8").includes(id),
  "its LiteLLM does not know the model, and cuts each answer off after 4,096 tokens",
);

const OLD_PUBLISHER = "docker.all-hands.dev/all-hands-ai";
/** Publisher since 0.60. */
const PUBLISHER = "docker.openhands.dev/openhands";

/** Of the user openhands in the agent server's image, on which Agent Canvas' is built. */
const OPENHANDS_UID = 10_001;

const minor = (version: string) => /^\d+\.\d+/.exec(version)?.[0] ?? version;

const first = (since: string, publisher: string, row: Partial<Release> = {}): Release => ({
  family: "0.x",
  from: since,
  app: `${publisher}/openhands`,
  base: (version) => `${publisher}/runtime:${minor(version)}-nikolaik`,
  uid: 1000,
  port: 3000,
  state: "/.openhands",
  mounts: "several",
  needs: {},
  models: NONE_SINCE_4_5,
  ...row,
});

/** @param tag of the agent server's image, where it is not its release */
const second = (since: string, agentServer: string, models: Models, tag = agentServer): Release => ({
  family: "1.x",
  from: since,
  app: `${PUBLISHER}/openhands`,
  base: () => `ghcr.io/openhands/agent-server:${tag}-python`,
  agentServer,
  uid: OPENHANDS_UID,
  port: 3000,
  state: "/.openhands",
  settings: "1.x",
  mounts: "several",
  needs: {},
  models,
});

const canvas = (since: string, agentServer: string, models: Models = NOT_TRIED): Release => ({
  family: "canvas",
  from: since,
  app: "ghcr.io/openhands/agent-canvas",
  base: (version) => `ghcr.io/openhands/agent-canvas:${version}`,
  agentServer,
  uid: OPENHANDS_UID,
  // Its other page, on 8000, gives the key away.
  port: 8080,
  state: "/home/openhands/.openhands",
  settings: "canvas",
  needs: {},
  models,
});

/**
 * Every release that differs from the one before it, the oldest first. The agent servers are those that the packages
 * openhands-ai (PyPI) and \@openhands/agent-canvas (npm) of that release pin.
 * @see https://github.com/OpenHands/OpenHands/releases
 * @see https://pypi.org/project/openhands-ai/
 * @see https://www.npmjs.com/package/@openhands/agent-canvas
 */
export const RELEASES: readonly Release[] = [
  first("0.27", OLD_PUBLISHER, { state: "/.openhands-state", mounts: "one" }),
  first("0.38", OLD_PUBLISHER, { state: "/.openhands-state", settings: "0.x-key" }),
  first("0.45", OLD_PUBLISHER, { settings: "0.x-key" }),
  first("0.46", OLD_PUBLISHER, { settings: "0.x" }),
  first("0.60", PUBLISHER, {
    settings: "0.x",
    // A Python literal: null is ignored.
    needs: { LLM_COMPLETION_KWARGS: '{"temperature": None, "top_p": None}', LLM_NATIVE_TOOL_CALLING: "true" },
    models: ALL_SINCE_4_5,
  }),

  second("1.0", "1.5.2", NOT_TRIED),
  second("1.2", "1.8.1", NOT_TRIED, "7c91cbe"),
  second("1.3", "1.10.0", NOT_TRIED, "c775ff6"),
  second("1.4", "1.11.4", NOT_TRIED, "61470a1"),
  second("1.5", "1.12.0", NOT_TRIED),
  second("1.6", "1.15.0", NOT_TRIED),
  second("1.7", "1.19.1", NOT_TRIED),
  second("1.8", "1.27.0", NOT_TRIED),
  second("1.9", "1.31.1", NOT_TRIED),
  second("1.10", "1.33.0", NOT_TRIED),
  second("1.11", "1.34.0", UP_TO_OPUS_4_7),

  canvas("1.0.0", "1.28.1"),
  canvas("1.2.0", "1.33.0"),
  canvas("1.4.0", "1.35.0"),
  canvas("1.6.1", "1.37.0"),
  canvas("1.7.2", "1.38.0"),
  canvas("1.8.0", "1.39.1"),
  canvas("1.10.0", "1.40.1"),
  canvas("1.13.0", "1.42.1"),
  canvas("1.16.0", "1.44.0"),
  canvas("1.20.0", "1.49.1", ALL_SINCE_4_5),
];

/** The newest release of each family that this table describes. */
export const NEWEST: Readonly<Record<Family, string>> = { "0.x": "0.62", "1.x": "1.11", canvas: "1.20.0" };
/** The release of the design. */
const DESIGNED = "0.27";

export type Chosen = Pick<ConfigFile, "posture"> & {
  readonly openhands: { readonly family?: Family; readonly version?: string };
};

/** The family and the release that the config asks for, or the posture's. A number alone is never taken for Agent Canvas. */
export function openhandsOf({ posture, openhands: { family, version } }: Chosen): { family: Family; version: string } {
  if (version !== undefined) return { family: family ?? (version.startsWith("0.") ? "0.x" : "1.x"), version };
  if (posture === "as-designed" && (family ?? "0.x") === "0.x") return { family: "0.x", version: DESIGNED };
  return { family: family ?? "canvas", version: NEWEST[family ?? "canvas"] };
}

/** The row of the config's release; for one that is older or newer than all rows, the nearest. */
export function releaseOf(chosen: Chosen): Release {
  const { family, version } = openhandsOf(chosen);
  const rows = RELEASES.filter((release) => release.family === family);
  return rows.findLast((row) => isFrom(version, row.from)) ?? (rows[0] as Release);
}

/** The newest release of a row that is known by its number. */
export const releaseIn = (row: Release): string =>
  row === RELEASES.findLast(({ family }) => family === row.family) ? NEWEST[row.family] : row.from;

/** Whether RELEASES describes the config's release. */
export function isKnownRelease(chosen: Chosen): boolean {
  const { family, version } = openhandsOf(chosen);
  return isFrom(version, releaseOf(chosen).from) && isFrom(NEWEST[family], minor(version));
}

/** Whether a release is this one or later: 0.9 is before 0.38. */
export function isFrom(version: string, since: string): boolean {
  const [major = 0, minorOf = 0] = version.split(".").map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split(".").map(Number);
  return major > sinceMajor || (major === sinceMajor && minorOf >= sinceMinor);
}

/** Whether agent, commands and model calls are all in the app's own container: then it needs what they need. */
export const agentRunsInPod = (chosen: Chosen): boolean => releaseOf(chosen).family === "canvas";

/**
 * Whether the agent, which calls Bedrock, runs where its commands run: it has since 1.0; before that it ran in the app.
 * @see https://docs.openhands.dev/sdk/arch/overview
 */
export const agentRunsInSandbox = (chosen: Chosen): boolean => releaseOf(chosen).family !== "0.x";
