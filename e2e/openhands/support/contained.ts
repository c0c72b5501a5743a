import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Server, startServer } from "../../kubernetes/support/server";
import { EMPTY, type Image } from "./image";

export interface Contained {
  readonly name: string;
  readonly image: Image;
  /** Folders of the node by where the container has them. */
  readonly mounts: Iterable<readonly [string, string]>;
  /** The folder that stands for the node's `/`. */
  readonly node: string;
  readonly uid: number;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly ready: () => Promise<boolean>;
}

/** What a container has besides this machine's files; its mounts end with it. */
const ENTER = `
set -e
uid=$1
shift
while [ "$1" != -- ]; do
  [ -e "$1" ] || mkdir -p "$1"
  if [ "$2" = ${EMPTY} ]; then mount -t tmpfs -o mode=1777 tmpfs "$1"; else mount --bind "$2" "$1"; fi
  shift 2
done
shift
cd "$HOME"
exec setpriv --reuid="$uid" --regid="$uid" --clear-groups "$@"
`;

/** Starts a program that serves, as in a container as far as files, users and environment go; the network is the host's. */
export function startContained({ name, image, mounts, node, uid, env, command, ready }: Contained): Promise<Server> {
  const ofNode = [...mounts].map(([path, source]) => {
    mkdirSync(join(node, source), { recursive: true });
    return [path, join(node, source)];
  });
  return startServer({
    name,
    program: "unshare",
    args: [
      ...["--mount", "sh", "-c", ENTER, "enter", String(uid)],
      // Its own /tmp comes last: what is mounted is in this machine's.
      ...[...image.mounts, ...ofNode, ["/tmp", EMPTY]].flat(),
      "--",
      ...command,
    ],
    env: { ...image.env, ...env },
    ready,
    patience: 180_000,
  });
}
