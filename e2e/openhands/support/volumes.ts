import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mount } from "./contained";
import { giveToGroup } from "./fs-group";
import {
  type Cluster,
  type Container,
  expand,
  type SecurityContext,
  type Tokens,
  type Volume,
  type VolumeMount,
  type Workload,
} from "./pod";

/** Of an emptyDir: what is created in it is the pod's group's. */
const OPEN = 0o2777;

/** A folder that stands for a node's `/`. Claims outlive the pods in it. */
export function newNode(): string {
  const node = mkdtempSync(join(tmpdir(), "openhands-aws-node-"));
  chmodSync(node, 0o755);
  return node;
}

/** Where a claim's volume is in a node. */
export const claimIn = (node: string, name: string): string => join(node, "claims", name);

/** The folders of this machine that stand for a pod's volumes. */
export class Volumes {
  readonly #folders = new Map<string, string>();
  readonly #security: SecurityContext;
  /** Files of tokens, by audience. */
  readonly #tokens = new Map<string, string>();

  /** @param node the folder that stands for the node's `/` */
  constructor(
    workload: Workload,
    private readonly cluster: Cluster,
    private readonly node: string,
  ) {
    const { volumes = [], securityContext = {} } = workload.spec.template.spec;
    this.#security = securityContext;
    for (const volume of volumes) this.#folders.set(volume.name, this.#folder(volume));
    this.writeTokens(cluster.tokens ?? {});
  }

  /** Where this machine has what the container mounts. */
  of({ volumeMounts = [] }: Container, env: Readonly<Record<string, string>>): Mount[] {
    return volumeMounts.map((mount) => ({
      path: mount.mountPath,
      source: this.#source(mount, env),
      readOnly: mount.readOnly ?? false,
    }));
  }

  /** Replaces each file, as the kubelet does: with an fsGroup, only that can read it. */
  writeTokens(tokens: Tokens): void {
    for (const [audience, file] of this.#tokens) {
      const token = tokens[audience];
      if (token === undefined) throw new Error(`There is no token for ${audience}.`);
      const next = `${file}.next`;
      writeFileSync(next, token, { mode: 0o640 });
      chownSync(next, 0, this.#security.fsGroup ?? 0);
      renameSync(next, file);
    }
  }

  #source({ name, subPath, subPathExpr }: VolumeMount, env: Readonly<Record<string, string>>): string {
    const volume = this.#folders.get(name);
    if (volume === undefined) throw new Error(`The pod has no volume ${name}.`);
    const source = join(volume, subPath ?? expand(subPathExpr ?? "", env));
    if (existsSync(source)) return source;
    const { mode, gid } = statSync(volume);
    return this.#create(source, mode, gid);
  }

  #folder({ name, hostPath, persistentVolumeClaim, secret, configMap, projected }: Volume): string {
    if (hostPath) return this.#create(join(this.node, hostPath.path), 0o755, 0);
    if (persistentVolumeClaim) return this.#claim(persistentVolumeClaim.claimName);
    const folder = this.#create(join(this.node, "pods", this.cluster.fields["metadata.uid"] ?? "", name), OPEN);
    for (const { serviceAccountToken } of projected?.sources ?? [])
      if (serviceAccountToken) this.#tokens.set(serviceAccountToken.audience, join(folder, serviceAccountToken.path));
    const { secrets, configMaps } = this.cluster;
    for (const source of projected?.sources ?? [
      { secret: secret && { ...secret, name: secret.secretName }, configMap },
    ])
      for (const [contents, of] of [[secrets, source.secret] as const, [configMaps, source.configMap] as const]) {
        if (!of) continue;
        const values = contents[of.name];
        if (!values) throw new Error(`The volume ${name} refers to ${of.name}, which the cluster does not have.`);
        for (const { key, path } of of.items ?? Object.keys(values).map((key) => ({ key, path: key })))
          writeFileSync(join(folder, path), values[key] ?? "", { mode: 0o644 });
      }
    return folder;
  }

  /** A new one is root's alone; without an fsGroup, an old one stays as it is. */
  #claim(name: string): string {
    const folder = claimIn(this.node, name);
    if (!existsSync(folder)) this.#create(folder, 0o755, 0);
    const { fsGroup, fsGroupChangePolicy } = this.#security;
    if (fsGroup !== undefined) giveToGroup(folder, fsGroup, fsGroupChangePolicy);
    return folder;
  }

  #create(folder: string, mode: number, group = this.#security.fsGroup ?? 0): string {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, 0, group);
    chmodSync(folder, mode);
    return folder;
  }
}
