import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../config/config";
import { releaseName } from "../config/pairings";
import type { Family } from "../config/releases";
import { type ExportedWorkload, type ExportFolders, exportedWorkloads } from "./exported-workloads";
import { shellWord } from "./shell-word";

/** What an earlier export runs. */
interface Running {
  readonly family: Family;
  /** As far as the manifest tells. */
  readonly version?: string;
}

/**
 * Nobody gets another application by surprise: the family of what was exported earlier must be the config's.
 * @throws InputError, with the line that keeps the earlier family, and the way to the other
 */
export function refuseOtherFamily(config: Config, folders: ExportFolders): void {
  if (!config.kubernetes) return;
  const others = exportedWorkloads(folders).flatMap(({ file, containers }) => {
    const running = runningIn(containers);
    return running && running.family !== config.openhands.family ? [{ file, ...running }] : [];
  });
  const [first] = others;
  if (!first) return;
  const { file, family, version } = first;
  const line = `openhands: {family: ${family}${version ? `, version: "${version}"` : ""}}`;
  throw new InputError(
    [
      `${file} runs OpenHands of the family ${family}${version ? ` (${version})` : ""}; the config asks for ${releaseName(config)}, another program. Nothing was written.`,
      `  To keep it, write this line into the config:  ${line}`,
      "  To move, follow docs/agent-canvas.md. It says when to delete what the other program runs in, and export again:",
      `    rm ${others.map((other) => shellWord(other.file)).join(" ")}`,
    ].join("\n"),
  );
}

/**
 * Each family has a variable of its own for the image of its sandboxes; Agent Canvas has none. A patch names no image of
 * the app, but 0.x tags its sandboxes' image with its own release.
 */
function runningIn([openhands]: ExportedWorkload["containers"]): Running | undefined {
  if (!openhands?.env) return undefined;
  const written = (variable: string) => openhands.env?.find(({ name }) => name === variable)?.value;
  const [, version] = /:([\d.]+)(?:@|$)/.exec(openhands.image ?? "") ?? [];
  if (written("AGENT_SERVER_IMAGE_TAG") !== undefined) return { family: "1.x", version };
  const sandbox = written("SANDBOX_RUNTIME_CONTAINER_IMAGE");
  if (sandbox !== undefined) return { family: "0.x", version: version ?? /:(0\.\d+(?:\.\d+)?)-/.exec(sandbox)?.[1] };
  return { family: "canvas" };
}
