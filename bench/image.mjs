import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  build,
  buildah,
  CONTEXT,
  debianBase,
  installTools,
  offlineApt,
  offlinePip,
  rootOf,
} from "../tools/buildah.mjs";
import { PROJECT } from "../tools/copy-project.mjs";
import { interleaved, succeeded } from "./measure.mjs";

const KEY = {
  AWS_ACCESS_KEY_ID: "ASIACANARY0000000000",
  AWS_SECRET_ACCESS_KEY: "canary/secret+key",
  AWS_SESSION_TOKEN: "canary".repeat(100),
  AWS_REGION: "ap-northeast-1",
};
const MOUNTED = { OPENHANDS_AWS_CREDENTIALS_FILE: "/mnt/credentials.json", AWS_REGION: KEY.AWS_REGION };
const SESSION = { AccessKeyId: "ASIACANARY0000000000", SecretAccessKey: "canary", SessionToken: KEY.AWS_SESSION_TOKEN };

/** Runs "$@" several times in a temporary container; prints how many microseconds each run took. */
const TIMED = `
set -e
image=$1 folder=$2 times=$3; shift 3
mkdir "$folder/upper" "$folder/work" "$folder/root"
mount -t overlay overlay -o "lowerdir=$image,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
mount --rbind /dev "$folder/root/dev"
cp "$folder/../credentials.json" "$folder/root/mnt/"
exec chroot "$folder/root" bash -euc '
  times=$1; shift
  "$@" > /dev/null 2>&1
  before=$EPOCHREALTIME
  for ((time = 0; time < times; time++)); do "$@" > /dev/null 2>&1; done
  echo $(((\${EPOCHREALTIME/.} - \${before/.}) / times))' timed "$times" "$@"`;

/**
 * The runtime image against the first design's on the base of OpenHands 0.x that the tests build, and so with the AWS CLI
 * 1; and what Agent Canvas' image has instead, with version 2.
 * @returns {Promise<{rows: object[], skipped?: string}>}
 */
export async function image({ folder, run }) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return { rows: [], skipped: "The image was not measured: that requires root on Debian or Ubuntu." };
  installTools();
  const design = base("openhands-0.x", "bookworm");
  const own = build("localhost/openhands-aws/runtime", CONTEXT, "--target", "runtime", ...design.options);
  const plain = build("localhost/openhands-aws/plain", join(PROJECT, "bench/plain-image"), ...design.options);
  const modern = base("agent-canvas", "trixie");
  const canvas = build("localhost/openhands-aws/canvas", CONTEXT, "--target", "canvas", ...modern.options);
  const over = (one, { id }) => (bytesOf(one, join(folder, one)) - bytesOf(id, join(folder, `${one}-base`))) / 1e6;
  const megabytes = { own: over(own, design), plain: over(plain, design), canvas: over(canvas, modern) };

  writeFileSync(
    join(folder, "credentials.json"),
    JSON.stringify({ Version: 1, ...SESSION, Expiration: "2099-01-01T00:00:00Z" }),
  );
  const timed = (id, env, times, ...command) => {
    const root = rootOf(id);
    return async () => {
      const container = mkdtempSync(join(folder, "container-"));
      const args = ["--mount", "sh", "-c", TIMED, "timed", root, container, String(times), ...command];
      const { stdout } = succeeded(
        await run("unshare", args, { env: { PATH: process.env.PATH, HOME: "/root", ...env } }),
        command,
      );
      return { milliseconds: Number(stdout) / 1000 };
    };
  };
  const bin = "/opt/openhands-aws/bin";
  const measured = await interleaved(9, {
    nothing: timed(own, KEY, 20, "/bin/true"),
    ownEntrypoint: timed(own, KEY, 20, `${bin}/entrypoint.sh`, "/bin/true"),
    ownMounted: timed(own, MOUNTED, 20, `${bin}/entrypoint.sh`, "/bin/true"),
    plainEntrypoint: timed(plain, KEY, 20, "/entrypoint.sh", "/bin/true"),
    credentialProcess: timed(own, MOUNTED, 20, `${bin}/credential-process`),
    ownAws: timed(own, KEY, 2, "aws", "--version"),
    plainAws: timed(plain, KEY, 2, "aws", "--version"),
    canvasAws: timed(canvas, KEY, 2, "aws", "--version"),
  });
  const ms = (subject) => measured[subject].milliseconds;
  const added = (subject) => ms(subject) - ms("nothing");
  return {
    rows: [
      row("bytes over the base, compressed", megabytes.own, megabytes.plain, "MB", 1.1),
      row("the same with the AWS CLI 2", megabytes.canvas, megabytes.plain, "MB", 1.3),
      row("start-up by the entrypoint, with a key", added("ownEntrypoint"), added("plainEntrypoint"), "ms", 10),
      row("the same, with a mounted file", added("ownMounted"), added("plainEntrypoint"), "ms", 10),
      row("`aws --version`", ms("ownAws"), ms("plainAws"), "ms", 1.2),
      row("the same of the AWS CLI 2", ms("canvasAws"), ms("plainAws"), "ms", 2),
      row("the credential process, against `aws --version`", added("credentialProcess"), ms("plainAws"), "ms", 0.1),
    ],
  };
}

/** Builds a base of the tests. @returns its id, and options to build on it without a network */
function base(name, suite) {
  const tag = `localhost/openhands-aws/${name}`;
  const id = build(tag, join(PROJECT, "e2e/image/bases", name), "--build-arg", `DEBIAN=${debianBase(suite)}`);
  return { id, options: ["--build-arg", `BASE_IMAGE=${tag}`, ...offlinePip(), ...offlineApt(suite)] };
}

function row(what, own, plain, unit, most) {
  const ratio = own / plain;
  return {
    what,
    own: `${own.toPrecision(3)} ${unit}`,
    other: `${plain.toPrecision(3)} ${unit}`,
    ratio: `${ratio.toFixed(2)} x`,
    target: `at most ${most} x`,
    met: ratio <= most,
  };
}

/** What a registry keeps of an image's layers, compressed. */
function bytesOf(id, layout) {
  mkdirSync(layout);
  buildah("push", "--quiet", id, `oci:${layout}`);
  const blob = (digest) => JSON.parse(readFileSync(join(layout, "blobs", digest.replace(":", "/")), "utf8"));
  const [{ digest }] = JSON.parse(readFileSync(join(layout, "index.json"), "utf8")).manifests;
  return blob(digest).layers.reduce((sum, { size }) => sum + size, 0);
}
