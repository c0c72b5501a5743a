import { refresher } from "@openhands-aws/constructs/openhands";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { FaultySts } from "../support/faulty-sts";
import { environment, freePort } from "../support/refresher";
import { builtImages } from "./support/images";
import { Sandbox } from "./support/sandbox";

/** The container of the Deployment. */
const CONTAINER = refresher({
  image: "the runtime image",
  sharedWith: "node",
  role: "arn:aws:iam::123456789012:role/openhands-runtime-role",
  sessionName: "openhands",
  sessionPolicy: "{}",
  sessionSeconds: 3600,
  ownerUid: 1000,
  region: "ap-northeast-1",
});
const { capabilities, ...context } = CONTAINER.securityContext as {
  readonly capabilities: { readonly drop: readonly string[]; readonly add: readonly string[] };
};
const RENEWALS = 40;

/** What the kubelet and the container runtime set up around the command. */
const CONFINED = `
directory=$1 capabilities=$2 renewals=$3; shift 3
for mounted in "$directory" /mnt; do mkdir -p "$mounted"; mount -t tmpfs -o mode=0750 tmpfs "$mounted"; done
mount -o remount,bind,ro /
if touch /root/x 2> /dev/null; then echo "the root file system is not read-only"; exit 1; fi
setpriv --bounding-set="$capabilities" --inh-caps=-all --no-new-privs "$@" 2> /mnt/log & pid=$!
until [ "$(grep -c renewed /mnt/log)" -ge "$renewals" ]; do
  if ! kill -0 $pid; then cat /mnt/log; exit 1; fi
  sleep 0.1
done
# It is there between a renewal and its early end.
until stat -c 'file: %u %a' "$directory/credentials.json" 2> /dev/null; do sleep 0.01; done
stat -c 'directory: %u %a' "$directory"
grep -E '^(CapEff|CapBnd|NoNewPrivs|VmHWM):' /proc/$pid/status
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

it("does its work with what the Deployment gives it: one capability, nothing to write to, little memory", async () => {
  expect(context).toEqual({ runAsUser: 0, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
  expect(capabilities).toEqual({ drop: ["ALL"], add: ["CHOWN"] });
  sts.behaviour = { kind: "answer", lifetime: 0.05 };
  const directory = "/run/openhands-aws";
  const { PATH: _, ...env } = environment(directory, sts.endpoint, await freePort());
  const { code, stdout, stderr } = await sandbox.run(
    [
      ...["bash", "-c", CONFINED, "confined", directory],
      ["-all", ...capabilities.add.map((name) => `+${name.toLowerCase()}`)].join(),
      ...[String(RENEWALS), ...(CONTAINER.command ?? [])],
    ],
    { user: "root", entrypoint: [], env: { ...env, OPENHANDS_AWS_OWNER_UID: "1000" } },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trim().split("\n");
  const status = Object.fromEntries(lines.map((line) => line.split(/:\s+/) as [string, string]));
  expect(status).toMatchObject({
    file: "1000 440",
    directory: "0 751",
    CapEff: "0000000000000001", // CAP_CHOWN
    CapBnd: "0000000000000001",
    NoNewPrivs: "1",
    ended: "0",
  });
  expect(lines.at(-1)).toBe("ended: 0"); // Nothing is left in the directory.
  const { requests } = CONTAINER.resources as { readonly requests: { readonly memory: string } };
  expect(Number.parseInt(status.VmHWM as string, 10) / 1024).toBeLessThan(Number.parseInt(requests.memory, 10));
}, 120_000);
