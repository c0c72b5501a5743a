import { join } from "node:path";
import { parse } from "yaml";
import { COMPONENT } from "../stacks/openhands-kubernetes/objects";
import { MAIN } from "./render/terraform-directory";
import { HEADER } from "./render/tree";
import { readIfThere } from "./write-tree";

/** Where earlier exports are. */
export interface ExportFolders {
  readonly terraform?: string;
  readonly manifests?: string;
}

/** A Deployment of an earlier export, or a patch of one. */
export interface ExportedWorkload {
  readonly file: string;
  readonly containers: readonly ExportedContainer[];
}

export interface ExportedContainer {
  readonly image?: string;
  readonly env?: readonly { readonly name?: string; readonly value?: string }[];
}

/** OpenHands' workload, wherever an earlier export has it. A damaged file is written again, like any other file of ours. */
export const exportedWorkloads = ({ manifests, terraform }: ExportFolders): ExportedWorkload[] => [
  ...(manifests === undefined ? [] : inManifests(manifests)),
  ...(terraform === undefined ? [] : inTerraform(terraform)),
];

function* inManifests(folder: string): Iterable<ExportedWorkload> {
  for (const name of ["openhands/deployment.yaml", `${COMPONENT}/patch.yaml`]) {
    const file = join(folder, name);
    const text = readIfThere(file);
    if (text?.includes(HEADER)) yield { file, containers: containersOf(parsed(text, parse)) };
  }
}

function* inTerraform(folder: string): Iterable<ExportedWorkload> {
  const file = join(folder, "aws/openhands-kubernetes", MAIN);
  const text = readIfThere(file);
  if (!text?.includes(HEADER)) return;
  const json = parsed(text, JSON.parse) as
    | { resource?: { kubernetes_manifest?: { deployment?: { manifest?: unknown } } } }
    | undefined;
  yield { file, containers: containersOf(json?.resource?.kubernetes_manifest?.deployment?.manifest) };
}

function parsed(text: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(text);
  } catch {
    return undefined;
  }
}

interface Workload {
  readonly spec?: {
    readonly template?: { readonly spec?: { readonly containers?: readonly ExportedContainer[] } };
  };
}

const containersOf = (workload: unknown): readonly ExportedContainer[] =>
  (workload as Workload | undefined)?.spec?.template?.spec?.containers ?? [];
