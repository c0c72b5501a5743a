import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { run } from "../../../embedded/run";
import { PROJECT } from "../../../project";
import { isRunning } from "../../support/start";
import { GO_ENV } from "./go";

/** What the cluster is made of, by the Go module that pins it in e2e/kubernetes/binaries/. */
const MODULES = {
  kubernetes: {
    etcd: "go.etcd.io/etcd/server/v3",
    "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
    "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
    kubectl: "k8s.io/kubernetes/cmd/kubectl",
  },
  // The newest whose parts are all published as Go modules: since 1.0 only one of them has versions. A newer one is tested
  // from a checkout, see OPERATOR_SOURCE. https://github.com/external-secrets/external-secrets/issues/6516
  "external-secrets": { "external-secrets": "github.com/external-secrets/external-secrets" },
} as const;

type Module = keyof typeof MODULES;
export type Program = { [M in Module]: keyof (typeof MODULES)[M] }[Module];

/** Without debug information: smaller, and compiled sooner. */
const FLAGS = ["-trimpath", "-gcflags=all=-dwarf=false"];

/** Where each program is. */
export type Binaries = Readonly<Record<Program, string>>;

/** The path of a checkout of External Secrets, such as its newest release, instead of the pinned Go module. */
export const OPERATOR_SOURCE = process.env.EXTERNAL_SECRETS_SOURCE || undefined;

export function moduleDirectory(module: Module): string {
  if (module === "external-secrets" && OPERATOR_SOURCE) return OPERATOR_SOURCE;
  return join(PROJECT, "e2e/kubernetes/binaries", module);
}

/**
 * Builds what is not built yet, into the user's cache. A build is named by everything that went into it, and appears
 * complete or not at all: an interrupted run continues where it stopped, and two at a time do not disturb each other.
 * @throws Error with the Go compiler's output
 */
export async function buildBinaries(): Promise<Binaries> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "openhands-aws/kubernetes");
  const binaries: Partial<Record<Program, string>> = {};
  for (const [module, programs] of Object.entries(MODULES) as [Module, Record<string, string>][]) {
    const isCheckout = moduleDirectory(module) === OPERATOR_SOURCE;
    // Its providers are chosen by tags since 1.0.
    const flags = [...FLAGS, `-ldflags=${linkerFlags(module)}`, ...(isCheckout ? ["-tags=aws"] : [])];
    const folder = join(cache, `${module}-${await fingerprint(module, flags)}`);
    mkdirSync(folder, { recursive: true });
    removeLeftovers(folder);
    for (const [program, path] of Object.entries(programs)) {
      const file = join(folder, program);
      // Only the Go compiler knows whether a checkout has changed.
      if (isCheckout || !existsSync(file)) await build(module, program, path, flags, file);
      binaries[program as Program] = file;
    }
  }
  return binaries as Binaries;
}

/** Kubernetes takes its own version from the linker; clients reject a server that does not know it. */
function linkerFlags(module: Module): string {
  if (module !== "kubernetes") return "-s -w";
  const [, version, major, minor] =
    /^\tk8s\.io\/kubernetes (v(\d+)\.(\d+)\S*)/m.exec(readFileSync(join(moduleDirectory(module), "go.mod"), "utf8")) ??
    [];
  const variables = { gitVersion: version, gitMajor: major, gitMinor: minor };
  const set = Object.entries(variables).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  return ["-s -w", ...set].join(" ");
}

async function fingerprint(module: Module, flags: readonly string[]): Promise<string> {
  const cwd = moduleDirectory(module);
  const { stdout } = await run("go", ["env", "GOVERSION", "GOOS", "GOARCH"], {
    cwd,
    env: { ...process.env, ...GO_ENV },
  });
  const hash = createHash("sha256").update(JSON.stringify([stdout, flags]));
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(cwd, file)));
  return hash.digest("hex").slice(0, 16);
}

async function build(module: Module, program: string, path: string, flags: readonly string[], file: string) {
  const start = performance.now();
  const say = (text: string) => process.stderr.write(`  ${program}: ${text}\n`);
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`;
  say(`building ${path} ...`);
  const unfinished = `${file}.${process.pid}${UNFINISHED}`;
  const go = spawn("go", ["build", "-v", ...flags, "-o", unfinished, path], {
    cwd: moduleDirectory(module),
    env: { ...process.env, ...GO_ENV },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let compiled = 0;
  const said: string[] = [];
  createInterface({ input: go.stderr }).on("line", (line) => {
    if (/^[\w./~-]+$/.test(line)) compiled++;
    else if (!line.startsWith("go: downloading")) said.push(line);
  });
  const progress = setInterval(() => say(`${compiled} packages compiled, ${seconds()} ...`), 20_000);
  try {
    const code = await new Promise((resolve, reject) => go.once("error", reject).once("close", resolve));
    if (code !== 0)
      throw new Error(`${program} could not be built (the same command continues from here):\n${said.join("\n")}`);
    renameSync(unfinished, file);
    say(`built in ${seconds()}`);
  } finally {
    clearInterval(progress);
    rmSync(unfinished, { force: true });
  }
}

const UNFINISHED = ".unfinished";

/** What killed builds left behind. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = name.endsWith(UNFINISHED) && Number(name.slice(0, -UNFINISHED.length).split(".").pop());
    if (pid && !isRunning(pid)) rmSync(join(folder, name));
  }
}
