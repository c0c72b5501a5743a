import { run } from "../../../embedded/run";
import { type Server, startServer } from "../../kubernetes/support/server";
import { EMPTY, type Image, UID } from "./image";
import type { Container, Workload } from "./pod";

/** What a container has at a path. */
export interface Mount {
  readonly path: string;
  /** A folder or file of this machine, or {@link EMPTY}. */
  readonly source: string;
  readonly readOnly?: boolean;
}

export interface Contained {
  readonly name: string;
  readonly image: Image;
  /** Its volumes. */
  readonly mounts: readonly Mount[];
  readonly user: User;
  readonly env: Readonly<Record<string, string>>;
  /** @default the user's home */
  readonly workingDir?: string;
  readonly command: readonly string[];
}

/** As whom a container runs, and what else it may do. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  /** The group of the volumes. @default none beside its own */
  readonly group?: number;
  /** Capabilities that it keeps, as in `chown`. */
  readonly capabilities: readonly string[];
  /** Whether programs such as sudo may give it more. */
  readonly escalates: boolean;
  /** Whether it can write in its volumes only. */
  readonly readOnly: boolean;
}

/** Without any object: the agent's own. */
export const AGENT: User = { uid: UID, gid: UID, capabilities: [], escalates: false, readOnly: false };

/** As the objects have it, without which the image decides. */
export function userOf(workload: Workload, { securityContext = {} }: Container): User {
  const { securityContext: pod = {} } = workload.spec.template.spec;
  const { capabilities = {}, allowPrivilegeEscalation = true, readOnlyRootFilesystem = false } = securityContext;
  const uid = securityContext.runAsUser ?? pod.runAsUser ?? UID;
  return {
    uid,
    gid: securityContext.runAsGroup ?? pod.runAsGroup ?? uid,
    ...(pod.fsGroup !== undefined && { group: pod.fsGroup }),
    capabilities: (capabilities.add ?? []).map((name) => name.toLowerCase()),
    escalates: allowPrivilegeEscalation,
    readOnly: readOnlyRootFilesystem,
  };
}

/** What a container has besides this machine's files; its mounts end with it. */
const ENTER = `
set -e
root=$1
cd=$2
shift 2
while [ "$1" != -- ]; do
  [ -e "$1" ] || mkdir -p "$1"
  if [ "$2" = ${EMPTY} ]; then mount -t tmpfs -o mode=1777 tmpfs "$1"; else mount --bind "$2" "$1"; fi
  case $3 in
    read-only) mount -o remount,bind,ro "$1" ;;
    image) images="$1 $images" ;;
  esac
  shift 3
done
shift
if [ "$root" = ro ]; then for path in $images /; do mount -o remount,bind,ro "$path"; done; fi
cd "$cd"
exec "$@"
`;

/** Starts a program that serves, as in a container as far as files, users and environment go; the network is the host's. */
export const startContained = (contained: Contained & { readonly ready: () => Promise<boolean> }): Promise<Server> =>
  startServer({
    ...{ name: contained.name, ready: contained.ready, patience: 180_000 },
    ...{ program: "unshare", args: enter(contained), env: { ...contained.image.env, ...contained.env } },
  });

/** Runs a program to its end. @returns what it printed @throws Error with that when it fails */
export async function runContained(contained: Contained): Promise<string> {
  const { code, stdout, stderr } = await run("unshare", enter(contained), {
    cwd: "/",
    env: { ...contained.image.env, ...contained.env },
  });
  if (code !== 0) throw new Error(`${contained.name} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

function enter({ image, mounts, user, workingDir = image.env.HOME ?? "/", command }: Contained): string[] {
  const { uid, gid, group, capabilities, escalates, readOnly } = user;
  // A folder before what is mounted in it. /tmp comes last: what is mounted is in this machine's.
  const rank = ({ path }: Mount) => (path === "/tmp" ? Number.POSITIVE_INFINITY : path.split("/").length);
  const volumes = [...mounts].sort((a, b) => rank(a) - rank(b));
  const kept = ["-all", ...capabilities.map((name) => `+${name}`)].join(",");
  return [
    ...["--mount", "sh", "-c", ENTER, "enter", readOnly ? "ro" : "rw", workingDir],
    ...[...image.mounts].flatMap(([path, source]) => [path, source, "image"]),
    ...volumes.flatMap(({ path, source, readOnly: fixed }) => [path, source, fixed ? "read-only" : "volume"]),
    ...(volumes.some(({ path }) => path === "/tmp") ? [] : ["/tmp", EMPTY, "image"]),
    ...["--", "setpriv", `--reuid=${uid}`, `--regid=${gid}`],
    ...(group === undefined ? ["--clear-groups"] : [`--groups=${group}`]),
    ...[`--bounding-set=${kept}`, `--inh-caps=${kept}`],
    ...(escalates ? [] : ["--no-new-privs"]),
    ...command,
  ];
}
