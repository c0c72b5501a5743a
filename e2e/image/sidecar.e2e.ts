import { refresher } from "@openhands-aws/constructs/openhands";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { FaultySts } from "../support/faulty-sts";
import { environment, freePort } from "../support/refresher";
import { builtImages } from "./support/images";
import { Sandbox } from "./support/sandbox";
import { confined, NODE, POD, type Sidecar } from "./support/sidecar";

/** The container of the Deployment. */
const container = (sharedWith: "node" | "pod", { owner }: Sidecar) =>
  refresher({
    image: "the runtime image",
    sharedWith,
    role: "arn:aws:iam::123456789012:role/openhands-runtime-role",
    sessionName: "openhands",
    sessionPolicy: "{}",
    sessionSeconds: 3600,
    ownerUid: owner,
    region: "ap-northeast-1",
  });
const { command = [], resources } = container("node", NODE);
const RENEWALS = 40;

/** What the kubelet and the container runtime set up around the command, and who can read its file then. */
const CONFINED = `
directory=$1 mode=$2 renewals=$3; shift 3
mkdir -p "$directory"; mount -t tmpfs -o "$mode" tmpfs "$directory"; mount -t tmpfs tmpfs /mnt
mount -o remount,bind,ro /
if touch /root/x 2> /dev/null; then echo "the root file system is not read-only"; exit 1; fi
"$@" 2> /mnt/log & pid=$!
until [ "$(grep -c renewed /mnt/log)" -ge "$renewals" ]; do
  if ! kill -0 $pid; then cat /mnt/log; exit 1; fi
  sleep 0.1
done
as() { setpriv --reuid=$1 --regid=$2 --clear-groups "\${@:3}" > /dev/null 2>&1; }
# It is there between a renewal and its early end.
until stat -c 'file: %u %g %a' "$directory/credentials.json" 2> /dev/null; do sleep 0.01; done
for ids in 1000:1000 10001:10001 4711:10001 4711:4711; do
  # Again and again, since the file is not always there.
  for _ in $(seq 20); do as \${ids%:*} \${ids#*:} cat "$directory/credentials.json" && echo "$ids: reads it" && break; done
done
stat -c 'directory: %u %g %a' "$directory"
grep -E '^(CapEff|CapBnd|NoNewPrivs|VmHWM|Uid|Gid):' /proc/$pid/status
kill $pid; wait $pid; echo "ended: $?"
ls -A "$directory"`;

let aws: EmbeddedAws;
let sts: FaultySts;
let sandbox: Sandbox;
beforeAll(async () => {
  aws = await startEmbeddedAws("123456789012");
  sts = await FaultySts.start(aws.endpoint);
  sandbox = new Sandbox(builtImages().runtime);
}, 60_000);
afterAll(async () => {
  sandbox?.remove();
  sts?.stop();
  await aws?.stop();
});

/** Renews many times as the sidecar, and ends. @returns what became of its files and of the process, by name */
async function report(sidecar: Sidecar): Promise<Record<string, string>> {
  sts.behaviour = { kind: "answer", lifetime: 0.05 };
  const directory = "/run/openhands-aws";
  const { PATH: _, ...env } = environment(directory, sts.endpoint, await freePort());
  const { code, stdout, stderr } = await sandbox.run(
    [
      ...["bash", "-c", CONFINED, "confined", directory, sidecar.directory, String(RENEWALS)],
      ...[...confined(sidecar), ...command],
    ],
    { user: "root", entrypoint: [], env: { ...env, OPENHANDS_AWS_OWNER_UID: String(sidecar.owner) } },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trim().split("\n");
  expect(lines.at(-1)).toBe("ended: 0"); // Nothing is left in the directory.
  const status = Object.fromEntries(lines.map((line) => line.split(/:\s+/) as [string, string]));
  const { requests } = resources as { readonly requests: { readonly memory: string } };
  expect(Number.parseInt(status.VmHWM as string, 10) / 1024).toBeLessThan(Number.parseInt(requests.memory, 10));
  return status;
}

it("does its work with what the Deployment gives it: one capability, nothing to write to, little memory", async () => {
  expect(container("node", NODE).securityContext).toEqual({
    runAsUser: NODE.uid,
    capabilities: { drop: ["ALL"], add: NODE.capabilities.map((name) => name.toUpperCase()) },
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
  });
  const status = await report(NODE);
  expect(status).toMatchObject({
    file: "1000 0 440",
    directory: "0 0 751",
    CapEff: "0000000000000001", // CAP_CHOWN
    CapBnd: "0000000000000001",
    NoNewPrivs: "1",
  });
  expect(Object.keys(status).filter((ids) => status[ids] === "reads it")).toEqual(["1000:1000"]);
}, 120_000);

it("does its work as the pod's own user, without any capability, in a memory emptyDir of the pod's group", async () => {
  expect(container("pod", POD).securityContext).toEqual({
    ...{ runAsUser: POD.uid, runAsGroup: POD.uid, runAsNonRoot: true },
    capabilities: { drop: ["ALL"] },
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
  });
  const status = await report(POD);
  expect(status).toMatchObject({
    file: "10001 10001 440",
    directory: "0 10001 2777",
    Uid: expect.stringMatching(/^10001\b/),
    CapEff: "0000000000000000",
    CapBnd: "0000000000000000",
    NoNewPrivs: "1",
  });
  expect(Object.keys(status).filter((ids) => status[ids] === "reads it")).toEqual(["10001:10001", "4711:10001"]);
}, 120_000);
