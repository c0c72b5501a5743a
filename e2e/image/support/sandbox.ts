import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunResult } from "../../../embedded/run";
import type { BuiltImage } from "./images";

export interface RunOptions {
  /** As `docker run --env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** As `docker run --user`: a uid, or a name in the container's /etc/passwd. Default: the image's user. */
  readonly user?: string;
  /** As `docker run --entrypoint`; [] bypasses the image's. */
  readonly entrypoint?: readonly string[];
  /** As `docker run --volume HOST:PATH:ro`, by path. */
  readonly volumes?: Readonly<Record<string, string>>;
  /** The same, without `:ro`. */
  readonly writable?: Readonly<Record<string, string>>;
  /** Called with each piece of standard output. */
  readonly onOutput?: () => void;
}

/** What a container has in addition to its image, in a mount namespace that ends with the command. */
const ENTER = `
set -e
image=$1 container=$2 directory=$3 user=$4 volumes=$5
shift 5
root=$container/root
mount -t overlay overlay -o "lowerdir=$image,upperdir=$container/upper,workdir=$container/work" "$root"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
IFS=,
for volume in $volumes; do
  path=\${volume#*:} path=\${path%:rw}
  mkdir -p "$root$path"
  mount --bind "\${volume%%:*}" "$root$path"
  case $volume in *:rw) ;; *) mount -o remount,bind,ro "$root$path" ;; esac
done
exec chroot --userspec="$user" --groups= "$root" "$@"
`;

/**
 * A container of an image in terms of files, users, environment and entrypoint; processes and network are the host's. Its
 * files are kept from one command to the next, until `remove`.
 */
export class Sandbox {
  readonly #folder = mkdtempSync(join(tmpdir(), "openhands-aws-sandbox-"));

  constructor(readonly image: BuiltImage) {
    for (const name of ["upper", "work", "root"]) mkdirSync(join(this.#folder, name));
  }

  /** The folder with the differences from the image: what a `docker commit` would add. */
  get changes(): string {
    return join(this.#folder, "upper");
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Starts the container with a command, and waits for its end. */
  run(command: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const { config } = this.image;
    const { home } = this.#lookUp(options.user ?? config.User);
    const [program, ...args] = this.commandLine(command, options);
    const child = spawn(program, args, {
      env: { HOME: home, ...Object.fromEntries(config.Env.map((line) => split(line, "="))), ...options.env },
    });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => {
        output[name] += text;
      });
    child.stdin.end();
    child.stdout.on("data", () => options.onOutput?.());
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code: code ?? 1, ...output }));
    });
  }

  /** What runs the command in the container, without the image's environment, in the process that executes it. */
  commandLine(command: readonly string[], options: RunOptions = {}): [program: string, ...args: string[]] {
    const { entrypoint, volumes = {}, writable = {} } = options;
    const { config, root } = this.image;
    const mounts = [
      ...Object.entries(volumes).map(([path, host]) => `${host}:${path}`),
      ...Object.entries(writable).map(([path, host]) => `${host}:${path}:rw`),
    ];
    return [
      ...(["unshare", "--mount", "sh", "-c", ENTER, "enter", root, this.#folder, config.WorkingDir] as const),
      ...[this.#lookUp(options.user ?? config.User).ids, mounts.join()],
      ...["/usr/bin/env", `--chdir=${config.WorkingDir || "/"}`],
      ...(entrypoint ?? config.Entrypoint),
      ...command,
    ];
  }

  /** Runs a shell script as root, past the entrypoint, as `docker exec` would. @throws when it fails */
  async exec(script: string): Promise<string> {
    const { code, stdout, stderr } = await this.run(["bash", "-euc", script], { user: "root", entrypoint: [] });
    if (code !== 0) throw new Error(`${script}\nended with ${code}: ${stdout}${stderr}`);
    return stdout;
  }

  /** Like Docker: a user who is not in /etc/passwd has group 0 and the home /. */
  #lookUp(user: string): { ids: string; home: string } {
    const written = join(this.#folder, "upper/etc/passwd");
    const passwd = readFileSync(existsSync(written) ? written : join(this.image.root, "etc/passwd"), "utf8");
    for (const line of passwd.split("\n")) {
      const [name, , uid, gid, , home] = line.split(":");
      if (user === name || user === uid) return { ids: `${uid}:${gid}`, home: home as string };
    }
    return { ids: `${Number(user)}:0`, home: "/" };
  }
}

const split = (text: string, separator: string): [string, string] => {
  const index = text.indexOf(separator);
  return [text.slice(0, index), text.slice(index + 1)];
};
