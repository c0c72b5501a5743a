import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { becoming, Refresher } from "../../support/refresher";
import type { Sandbox } from "./sandbox";

/** Who the refresher is in a pod, and what the kubelet gives it. */
export interface Sidecar {
  readonly uid: number;
  readonly capabilities: readonly string[];
  /** Who reads the file. */
  readonly owner: number;
  /** Its directory, by the options of mount. */
  readonly directory: string;
}

/** Beside the app: root's directory on the node, for sandboxes of another user. */
export const NODE: Sidecar = { uid: 0, capabilities: ["chown"], owner: 1000, directory: "mode=0750" };
/** Beside Agent Canvas: a memory emptyDir with the fsGroup of the pod, whose only user is the refresher's too. */
export const POD: Sidecar = { uid: 10_001, capabilities: [], owner: 10_001, directory: "mode=2777,gid=10001" };

/** Puts the options before the command that a sidecar runs. */
export const confined = ({ uid, capabilities }: Sidecar): string[] => [
  ...["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"],
  `--bounding-set=${["-all", ...capabilities.map((name) => `+${name}`)].join()}`,
  ...["--inh-caps=-all", "--no-new-privs"],
];

/** Makes the directory, as a mount of this machine. */
export function mountDirectory({ directory }: Sidecar, path: string): void {
  mkdirSync(path);
  execFileSync("mount", ["-t", "tmpfs", "-o", directory, "tmpfs", path]);
}

/** Starts the image's refresher, with the directory of this machine. */
export function startSidecar(
  sidecar: Sidecar,
  sandbox: Sandbox,
  directory: string,
  endpoint: string,
): Promise<Refresher> {
  const container = sandbox.commandLine(["/opt/openhands-aws/bin/refresh-credentials"], {
    user: "root",
    entrypoint: confined(sidecar),
    writable: { "/run/openhands-aws": directory },
  });
  const env = { OPENHANDS_AWS_DIRECTORY: "/run/openhands-aws", OPENHANDS_AWS_OWNER_UID: String(sidecar.owner) };
  return Refresher.start(directory, endpoint, env, becoming(...container));
}
