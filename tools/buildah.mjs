// Builds images without a Docker engine: buildah, on a Debian base of debootstrap's. Everything lies below the user's cache
// folder, so that a second run finds it there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "./copy-project.mjs";

export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "openhands-aws/image");
export const CONTEXT = join(PROJECT, "docker/openhands-runtime");

const PACKAGES = { buildah: "buildah", debootstrap: "debootstrap", shellcheck: "shellcheck", chroot: "coreutils" };
const SUITE = "bookworm";
const INCLUDED = ["ca-certificates", "python3", "python3-venv", "sudo", "tini"];

/** Sees to it that the programs are there. @throws with what the user has to do */
export function installTools() {
  const missing = Object.keys(PACKAGES).filter((program) => spawnSync("which", [program]).status !== 0);
  if (process.getuid?.() !== 0) throw new Error("Building and entering images takes root: run it as root, or in CI.");
  if (missing.length === 0) return;
  const names = missing.map((program) => PACKAGES[program]);
  if (spawnSync("which", ["apt-get"]).status !== 0)
    throw new Error(`${names.join(", ")} must be installed, and there is no apt-get to do it.`);
  console.error(`Installing ${names.join(", ")} ...`);
  run("apt-get", ["update", "--quiet", "--quiet"]);
  run("apt-get", ["install", "--quiet", "--quiet", "--yes", "--no-install-recommends", ...names], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

/** Runs buildah on a storage of our own. @returns what it prints */
export const buildah = (...args) =>
  run("buildah", [
    ...["--root", join(CACHE, "storage"), "--runroot", "/run/openhands-aws-buildah", "--storage-driver", "overlay"],
    ...args,
  ]).trim();

/** Builds a folder's Dockerfile, one layer an instruction as Docker does. @returns the image's id */
export const build = (tag, folder, ...options) => {
  buildah("build", "--quiet", "--isolation", "chroot", "--layers", "--tag", tag, ...options, folder);
  return buildah("inspect", "--type", "image", "--format", "{{.FromImageID}}", tag);
};

/**
 * A small Debian with Python, as the image `localhost/openhands-aws/debian`; what it is made of names the cached file.
 * @returns the image's tag
 */
export function debianBase() {
  const key = createHash("sha256").update(`${SUITE} ${INCLUDED}`).digest("hex").slice(0, 12);
  const folder = join(CACHE, `debian-${key}`);
  if (!existsSync(folder)) {
    console.error("Making a Debian base ...");
    mkdirSync(CACHE, { recursive: true });
    const scratch = mkdtempSync(join(tmpdir(), "openhands-aws-debian-"));
    try {
      run("debootstrap", ["--variant=minbase", `--include=${INCLUDED}`, SUITE, join(scratch, "root")]);
      mkdirSync(join(scratch, "done"));
      run("tar", ["-C", join(scratch, "root"), "-cf", join(scratch, "done/root.tar"), "--exclude=./dev/*", "."]);
      writeFileSync(
        join(scratch, "done/Dockerfile"),
        'FROM scratch\nADD root.tar /\nENV LANG=C.UTF-8\nCMD ["python3"]\n',
      );
      run("cp", ["-a", join(scratch, "done"), `${folder}.new`]);
      renameSync(`${folder}.new`, folder);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
  const tag = "localhost/openhands-aws/debian";
  build(tag, folder);
  return tag;
}

/**
 * The wheels that the image's requirements lock, and options for a build that takes them from there: it needs no network.
 */
export function offlinePip() {
  const lock = readFileSync(join(CONTEXT, "requirements.txt"));
  const wheels = join(CACHE, `wheels-${createHash("sha256").update(lock).digest("hex").slice(0, 12)}`);
  if (!existsSync(wheels)) {
    console.error("Downloading the image's Python packages ...");
    rmSync(`${wheels}.new`, { recursive: true, force: true });
    const target = [
      "--python-version",
      "3.11",
      "--platform",
      `manylinux2014_${process.arch === "arm64" ? "aarch64" : "x86_64"}`,
    ];
    run(join(PROJECT, ".venv/bin/python"), [
      ...["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"],
      ...["--require-hashes", "--requirement", join(CONTEXT, "requirements.txt"), "--dest", `${wheels}.new`],
      ...target,
    ]);
    writeFileSync(`${wheels}.new/pip.conf`, "[global]\nno-index = true\nfind-links = /wheels\n");
    renameSync(`${wheels}.new`, wheels);
  }
  return ["--volume", `${wheels}:/wheels:ro`, "--volume", `${wheels}/pip.conf:/etc/pip.conf:ro`];
}

/** The image's files, unpacked. @returns the folder; made once for an image */
export function rootOf(id) {
  const folder = join(CACHE, "roots", id);
  if (existsSync(folder)) return folder;
  mkdirSync(join(CACHE, "roots"), { recursive: true });
  const container = buildah("from", id);
  try {
    rmSync(`${folder}.new`, { recursive: true, force: true });
    run("cp", ["-a", buildah("mount", container), `${folder}.new`]);
    buildah("umount", container);
    renameSync(`${folder}.new`, folder);
  } finally {
    buildah("rm", container);
  }
  return folder;
}

/** @throws with the command and all that it printed */
export function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? ""}\n${stdout}${stderr}`);
  return stdout;
}
