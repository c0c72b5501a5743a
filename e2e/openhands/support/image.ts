import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROJECT } from "../../../project";
import { APPS, type App, type Installation, PYTHON_IN_IMAGE, type Version } from "./installation";

const CONTEXT = join(PROJECT, "docker/openhands-runtime");
const DOCKERFILE = readFileSync(join(CONTEXT, "Dockerfile"), "utf8");

/** The user of agent servers. */
export const UID = 10_001;
export const HOME = "/home/openhands";

/** Starts the app of 1.x; {@link SANDBOX} is the Python that it then starts agent servers with. */
export const START_APP = "/opt/openhands-app.py";
export const SANDBOX = "/usr/local/bin/sandbox";

/** Mounted, it is an empty folder. */
export const EMPTY = "empty";

/**
 * The image of an agent server without an engine that builds it: what docker/openhands-runtime/Dockerfile adds, in its
 * places, with the real agent server. The rest of the file system is this machine's.
 */
export class Image {
  readonly #folder = mkdtempSync(join(tmpdir(), "openhands-aws-image-"));
  /** Where this machine has what the container sees, in the order of mounting. */
  readonly mounts: ReadonlyMap<string, string>;
  /** What the image starts. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;

  /** @param stage of the Dockerfile */
  constructor({ python, runtime, servers, apps, canvas }: Installation, version: Version, stage = "agent-server") {
    const own = "/opt/openhands-aws";
    for (const name of ["bin", "aws", "venv"]) mkdirSync(this.#at(`${own}/${name}`), { recursive: true });
    for (const folder of [PYTHON_IN_IMAGE, "/opt/agent-server", ...APPS.map(pathOf)]) mkdirSync(this.#at(folder));
    cpSync(join(CONTEXT, "bin"), this.#at(`${own}/bin`), { recursive: true });
    copyFileSync(join(CONTEXT, "environment.sh"), this.#at(`${own}/environment.sh`));
    copyFileSync(join(CONTEXT, "aws.config"), this.#at(`${own}/aws/config`));
    mkdirSync(this.#at("/usr/local/bin"), { recursive: true });
    symlinkSync(`${own}/venv/bin/aws`, this.#at("/usr/local/bin/aws"));
    this.#program("tini", 'shift; exec "$@"');
    this.#program("openhands-agent-server", 'exec /opt/agent-server/bin/python -m openhands.agent_server "$@"');
    this.#addCanvas();
    copyFileSync(join(__dirname, "app.py"), this.#at(START_APP));
    this.command = entrypointOf(stage);
    this.#program("sandbox", sandbox(this.command));
    mkdirSync(this.#at("/etc"));
    for (const [file, more] of [
      ["/etc/bash.bashrc", `. ${own}/environment.sh\n`],
      // The app looks for its sandboxes there if this machine is a container.
      ["/etc/hosts", "127.0.0.1 host.docker.internal\n"],
      ["/etc/passwd", `openhands:x:${UID}:${UID}::${HOME}:/bin/bash\n`],
    ] as const) {
      copyFileSync(file, this.#at(file));
      appendFileSync(this.#at(file), more);
    }
    mkdirSync(this.#at(HOME), { recursive: true });
    chownSync(this.#at(HOME), UID, UID);
    chmodSync(this.#folder, 0o755);
    this.mounts = new Map([
      ...["/opt", "/usr/local/bin", "/home", "/etc/bash.bashrc", "/etc/hosts", "/etc/passwd"].map(
        (path) => [path, this.#at(path)] as const,
      ),
      [PYTHON_IN_IMAGE, python.prefix],
      ["/opt/agent-server", servers[version]],
      [`${own}/venv`, runtime],
      ...APPS.map((app) => [pathOf(app), apps[app]] as const),
      ["/opt/agent-canvas/package", canvas],
      // Not always one of /usr's.
      ["/usr/local/bin/node", process.execPath],
      ["/run", EMPTY],
      // Root's own, where another user finds no library of a Python that is there.
      [homedir(), EMPTY],
      [python.prefix, PYTHON_IN_IMAGE],
    ]);
    this.env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME, ...variablesOfImage() };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What ghcr.io/openhands/agent-canvas has beside an agent server. */
  #addCanvas(): void {
    mkdirSync(this.#at("/opt/agent-canvas/package"), { recursive: true });
    copyFileSync(join(__dirname, "agent-canvas-entrypoint.sh"), this.#at("/opt/agent-canvas/entrypoint.sh"));
    chmodSync(this.#at("/opt/agent-canvas/entrypoint.sh"), 0o755);
    writeFileSync(this.#at("/usr/local/bin/node"), "");
  }

  #at(path: string): string {
    return join(this.#folder, path);
  }

  #program(name: string, script: string): void {
    const file = this.#at(`/usr/local/bin/${name}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
}

/** Where it has the venv of an app. */
export const pathOf = (app: App): string => `/opt/openhands-${app}`;

/** Starts an agent server as a process instead of a container: as the image's user, by its entrypoint. It ends with the app. */
const sandbox = (entrypoint: readonly string[]): string => `
shift 2 # -m openhands.agent_server
export HOME=${HOME}
cd "$HOME"
unset OH_PERSISTENCE_DIR
exec setpriv --reuid=${UID} --regid=${UID} --clear-groups --pdeathsig=TERM ${entrypoint.join(" ")} "$@" --host 127.0.0.1`;

/** Of a stage of the Dockerfile. */
function entrypointOf(stage: string): string[] {
  const [, text] = new RegExp(`AS ${stage}\\n[^]*?ENTRYPOINT (\\[.*\\])`).exec(DOCKERFILE) ?? [];
  if (text === undefined) throw new Error(`The Dockerfile has no stage ${stage} with an entrypoint.`);
  return JSON.parse(text);
}

const variablesOfImage = (): Record<string, string> =>
  Object.fromEntries(
    [...DOCKERFILE.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, name, value]) => [name as string, value as string]),
  );
