import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { parse } from "yaml";
import type { Config } from "../config/config";
import { releaseName } from "../config/pairings";
import type { Family } from "../config/releases";
import { COMPONENT } from "../stacks/openhands-kubernetes/objects";
import { MAIN } from "./render/terraform-directory";
import { HEADER } from "./render/tree";
import { shellWord } from "./shell-word";
import { readIfThere } from "./write-tree";

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
export function refuseOtherFamily(config: Config, { terraform, manifests }: Folders): void {
  if (!config.kubernetes) return;
  const others = [...inManifests(manifests), ...inTerraform(terraform)].flatMap(({ file, workload }) => {
    const running = runningIn(workload);
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

interface Folders {
  readonly terraform?: string;
  readonly manifests?: string;
}

interface Exported {
  readonly file: string;
  /** A Deployment, or a patch of one. */
  readonly workload: unknown;
}

function* inManifests(folder: string | undefined): Iterable<Exported> {
  if (folder === undefined) return;
  for (const name of ["openhands/deployment.yaml", `${COMPONENT}/patch.yaml`]) {
    const file = join(folder, name);
    const text = readIfThere(file);
    if (text?.includes(HEADER)) yield { file, workload: parsed(text, parse) };
  }
}

function* inTerraform(folder: string | undefined): Iterable<Exported> {
  if (folder === undefined) return;
  const file = join(folder, "aws/openhands-kubernetes", MAIN);
  const text = readIfThere(file);
  if (!text?.includes(HEADER)) return;
  const json = parsed(text, JSON.parse) as
    | { resource?: { kubernetes_manifest?: { deployment?: { manifest?: unknown } } } }
    | undefined;
  yield { file, workload: json?.resource?.kubernetes_manifest?.deployment?.manifest };
}

/** A damaged file is written again, like any other file of ours. */
function parsed(text: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(text);
  } catch {
    return undefined;
  }
}

interface Workload {
  readonly spec?: { readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } } };
}
interface Container {
  readonly image?: string;
  readonly env?: readonly { readonly name?: string; readonly value?: string }[];
}

/**
 * Each family has a variable of its own for the image of its sandboxes; Agent Canvas has none. A patch names no image of
 * the app, but 0.x tags its sandboxes' image with its own release.
 */
function runningIn(workload: unknown): Running | undefined {
  const [openhands] = (workload as Workload | undefined)?.spec?.template?.spec?.containers ?? [];
  if (!openhands?.env) return undefined;
  const written = (variable: string) => openhands.env?.find(({ name }) => name === variable)?.value;
  const [, version] = /:([\d.]+)(?:@|$)/.exec(openhands.image ?? "") ?? [];
  if (written("AGENT_SERVER_IMAGE_TAG") !== undefined) return { family: "1.x", version };
  const sandbox = written("SANDBOX_RUNTIME_CONTAINER_IMAGE");
  if (sandbox !== undefined) return { family: "0.x", version: version ?? /:(0\.\d+(?:\.\d+)?)-/.exec(sandbox)?.[1] };
  return { family: "canvas" };
}
