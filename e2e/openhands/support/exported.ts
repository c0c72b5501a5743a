import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { run } from "../../../embedded/run";
import { PROJECT } from "../../../project";
import type { Written } from "../../kubernetes/support/manifests";
import type { Cluster, Workload } from "./pod";

export interface Exported {
  /** OpenHands' own. */
  readonly objects: readonly Written[];
  readonly deployment: Workload;
  /** Values by the ConfigMap's name and key. */
  readonly configMaps: Cluster["configMaps"];
  /** main.tf.json of the stack that holds the role and the user. */
  readonly terraform: string;
}

/** What the command line writes for a config. */
export async function exportConfig(config: object): Promise<Exported> {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-exported-"));
  try {
    const file = join(folder, "openhands.yaml");
    writeFileSync(file, stringify(config));
    const folders = ["terraform", "manifests"].flatMap((name) => [`--${name}`, join(folder, name)]);
    const program = join(PROJECT, "bin/openhands-aws");
    const { code, stderr } = await run(program, ["export", "--config", file, ...folders], {
      cwd: folder,
      env: process.env,
    });
    if (code !== 0) throw new Error(stderr);
    const read = (path: string) => readFileSync(join(folder, path), "utf8");
    const objects = objectsIn(join(folder, "manifests/openhands"));
    return {
      objects,
      deployment: objects.find(({ kind }) => kind === "Deployment") as unknown as Workload,
      configMaps: configMapsOf(objects),
      terraform: read("terraform/aws/openhands/main.tf.json"),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const objectsIn = (folder: string): Written[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml") && name !== "kustomization.yaml")
    .map((name) => parse(readFileSync(join(folder, name), "utf8")));

const configMapsOf = (objects: readonly Written[]): Cluster["configMaps"] =>
  Object.fromEntries(
    objects.filter(({ kind }) => kind === "ConfigMap").map(({ metadata, data = {} }) => [metadata.name, data]),
  );
