// Builds images without a Docker engine: with buildah, on a Debian base from debootstrap. Everything is below the user's
// cache folder, where a second run finds it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROJECT } from "./copy-project.mjs";

export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "openhands-aws/image");
export const CONTEXT = join(PROJECT, "docker/openhands-runtime");

/** Packages that a Debian may lack, by one of their files. */
const PACKAGES = {
  "/usr/bin/buildah": "buildah",
  "/usr/sbin/debootstrap": "debootstrap",
  "/usr/share/keyrings/debian-archive-keyring.gpg": "debian-archive-keyring",
};
/** What the image takes from the base's distribution, where that has it. */
const CLI = "awscli";
const INCLUDED = ["ca-certificates", "python3", "python3-venv", "sudo", "tini"];

/** Installs missing programs. @throws with what the user has to do */
export function installTools() {
  if (process.getuid?.() !== 0)
    throw new Error("Building and entering images requires root: run the same command as root.");
  const names = Object.keys(PACKAGES).flatMap((file) => (existsSync(file) ? [] : [PACKAGES[file]]));
  if (names.length === 0) return;
  if (!existsSync("/usr/bin/apt-get"))
    throw new Error(`${names.join(", ")} must be installed, but there is no apt-get: use Debian or Ubuntu.`);
  console.error(`Installing ${names.join(", ")} ...`);
  run("apt-get", ["update", "--quiet", "--quiet"]);
  run("apt-get", ["install", "--quiet", "--quiet", "--yes", "--no-install-recommends", ...names], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

/** Options that make buildah keep everything in our own storage; what is only valid until a reboot is below /run. */
export const STORAGE = [
  ...["--root", join(CACHE, "storage"), "--storage-driver", "overlay"],
  ...["--runroot", `/run/openhands-aws-buildah-${digest(CACHE)}`],
];

/** Runs buildah on our storage. @returns its output */
export const buildah = (...args) => run("buildah", [...STORAGE, ...args]).trim();

/** Builds a folder's Dockerfile, one layer per instruction, as Docker does. @returns the image's id */
export const build = (tag, folder, ...options) => {
  buildah("build", "--quiet", "--isolation", "chroot", "--layers", "--force-rm", "--tag", tag, ...options, folder);
  return buildah("inspect", "--type", "image", "--format", "{{.FromImageID}}", tag);
};

/**
 * A small Debian with Python, as the image `localhost/openhands-aws/SUITE`; the cached file is named by its contents.
 * @param {"bookworm" | "trixie"} suite
 * @returns {string} the image's tag
 */
export function debianBase(suite) {
  const folder = debianFolder(suite);
  if (!existsSync(folder)) {
    console.error(`Creating a base of Debian's ${suite} ...`);
    mkdirSync(CACHE, { recursive: true });
    const scratch = mkdtempSync(join(tmpdir(), "openhands-aws-debian-"));
    try {
      const root = join(scratch, "root");
      run("debootstrap", ["--variant=minbase", `--include=${INCLUDED}`, suite, root]);
      mkdirSync(join(scratch, "done/packages"), { recursive: true });
      if (suite !== "bookworm") downloadPackages(root, join(scratch, "done/packages"));
      run("chroot", [root, "apt-get", "clean"]);
      run("tar", ["-C", root, "-cf", join(scratch, "done/root.tar"), "--exclude=./dev/*", "."]);
      writeFileSync(
        join(scratch, "done/Dockerfile"),
        'FROM scratch\nADD root.tar /\nENV LANG=C.UTF-8\nCMD ["python3"]\n',
      );
      writeFileSync(join(scratch, "done/.dockerignore"), "packages\n");
      run("cp", ["-a", join(scratch, "done"), `${folder}.new`]);
      renameSync(`${folder}.new`, folder);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
  const tag = `localhost/openhands-aws/${suite}`;
  build(tag, folder);
  return tag;
}

const debianFolder = (suite) => join(CACHE, `debian-${digest(`${suite} ${INCLUDED} ${CLI}`)}`);

/** Fills a folder with the CLI, all that it needs beyond the root, and apt's index of them. */
function downloadPackages(root, folder) {
  run("chroot", [root, "apt-get", "clean"]);
  run("chroot", [root, "apt-get", "update", "--quiet", "--quiet"]);
  run("chroot", [
    ...[root, "apt-get", "install", "--quiet", "--quiet", "--yes", "--no-install-recommends", "--download-only", CLI],
  ]);
  const archives = join(root, "var/cache/apt/archives");
  const index = readdirSync(archives)
    .filter((file) => file.endsWith(".deb"))
    .map((file) => {
      const content = readFileSync(join(archives, file));
      writeFileSync(join(folder, file), content);
      const control = run("dpkg-deb", ["--field", join(folder, file)]).trimEnd();
      return `${control}\nFilename: ./${file}\nSize: ${content.length}\nSHA256: ${sha256(content)}\n`;
    });
  writeFileSync(join(folder, "Packages"), index.join("\n"));
  // The signature was checked when they were downloaded.
  writeFileSync(join(folder, "sources.list"), "deb [trusted=yes] file:/packages ./\n");
  rmSync(join(root, "var/lib/apt/lists"), { recursive: true });
}

/** Options for a build on {@link debianBase} that installs what was downloaded with it, without a network. */
export function offlineApt(suite) {
  const packages = join(debianFolder(suite), "packages");
  if (!existsSync(join(packages, "Packages"))) return [];
  return [
    ...["--volume", `${packages}:/packages:ro`],
    ...["--volume", `${packages}/sources.list:/etc/apt/sources.list:ro`],
  ];
}

/**
 * Downloads the wheels that the image's requirements lock. @returns options for a build that uses them, without a network
 */
export function offlinePip() {
  const lock = readFileSync(join(CONTEXT, "requirements.txt"));
  const wheels = join(CACHE, `wheels-${digest(lock)}`);
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

/** Options for a build with this machine's Node and npm, and with a cache of what the upload example's lock names. */
export function offlineNpm() {
  const example = join(PROJECT, "docker/upload-example");
  const cache = join(CACHE, `npm-${digest(readFileSync(join(example, "package-lock.json")))}`);
  if (!existsSync(cache)) {
    console.error("Downloading the upload example's packages ...");
    const scratch = mkdtempSync(join(tmpdir(), "openhands-aws-npm-"));
    try {
      for (const name of ["package.json", "package-lock.json"]) cpSync(join(example, name), join(scratch, name));
      rmSync(`${cache}.new`, { recursive: true, force: true });
      run("npm", ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--cache", `${cache}.new`], { cwd: scratch });
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    run("chmod", ["-R", "a+rwX", `${cache}.new`]); // npm writes to it even if it only reads.
    writeFileSync(`${cache}.new/npmrc`, "offline=true\ncache=/npm\nlogs-max=0\nupdate-notifier=false\naudit=false\n");
    renameSync(`${cache}.new`, cache);
  }
  const npm = dirname(dirname(realpathSync(run("which", ["npm"]).trim())));
  return [
    `${process.execPath}:/usr/local/bin/node:ro`,
    `${npm}:/usr/local/lib/node_modules/npm:ro`,
    `${cache}:/npm`,
    `${join(cache, "npmrc")}:/usr/local/etc/npmrc:ro`,
  ].flatMap((volume) => ["--volume", volume]);
}

/** Unpacks the image's files, once per image. @returns the folder */
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

function digest(text) {
  return sha256(text).slice(0, 12);
}

function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

/** @throws with the command and all its output */
export function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? ""}\n${stdout}${stderr}`);
  return stdout;
}
