import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded/aws";
import { PYTHON } from "../../../embedded/requirements";
import { FaultySts } from "../../support/faulty-sts";
import { becoming, PROGRAM, Refresher, sleep } from "../../support/refresher";

/** Another user than the refresher's, which is root. */
const STRANGER = 4711;

let aws: EmbeddedAws;
let sts: FaultySts;
let folder: string;
let directory: string;
let file: string;
let refresher: Refresher | undefined;

beforeAll(async () => {
  aws = await startEmbeddedAws("123456789012");
});
afterAll(() => aws?.stop());
beforeEach(async () => {
  sts = await FaultySts.start(aws.endpoint);
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-hostile-"));
  chmodSync(folder, 0o777);
  directory = join(folder, "pod");
  file = join(directory, "credentials.json");
});
afterEach(async () => {
  await refresher?.end("SIGKILL");
  sts.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a script as the other user. */
const stranger = (script: string, cwd = folder) =>
  execFileSync("/bin/sh", ["-euc", script], { cwd, uid: STRANGER, gid: STRANGER });

it("writes nothing to a directory that has become another user's, and continues when it is its own again", async () => {
  sts.behaviour = { kind: "answer", lifetime: 1 };
  refresher = await Refresher.start(directory, sts.endpoint);
  await refresher.healthy();
  chownSync(directory, STRANGER, STRANGER);
  rmSync(file, { force: true });
  await refresher.until("failed", async () => ((await refresher?.health())?.failures ?? 0) > 1);
  expect((await refresher.health()).error).toContain("credentials.json cannot be written: it belongs to uid 4711");
  expect(existsSync(file)).toBe(false);
  chownSync(directory, 0, 0);
  await refresher.healthy();
});

it("follows no link that another user has put in its directory's place", async () => {
  sts.behaviour = { kind: "answer", lifetime: 1 };
  refresher = await Refresher.start(directory, sts.endpoint);
  await refresher.healthy();
  stranger("mkdir theirs; echo theirs > theirs/credentials.json; mv pod old; ln -s theirs pod");
  await refresher.until("failed", async () => ((await refresher?.health())?.failures ?? 0) > 1);
  expect(await refresher.health()).toMatchObject({ status: 503, valid: false });
  await refresher.end("SIGTERM");
  expect(readFileSync(join(folder, "theirs/credentials.json"), "utf8")).toBe("theirs\n");
});

it("removes another user's links with a temporary file's name, and not where they lead", async () => {
  writeFileSync(join(folder, "target"), "kept");
  mkdirSync(directory);
  chmodSync(directory, 0o777);
  const name = ".credentials.json";
  stranger(`mkdir ${name}.folder; ln -s ../target ${name}.link; mkfifo ${name}.pipe`, directory);
  chmodSync(directory, 0o755);
  refresher = await Refresher.start(directory, sts.endpoint);
  await refresher.healthy();
  expect(refresher.files().sort()).toEqual([".credentials.json.folder", "credentials.json"]);
  expect(readFileSync(join(folder, "target"), "utf8")).toBe("kept");
});

it("keeps its log in JSON whatever its health's clients do", async () => {
  refresher = await Refresher.start(directory, sts.endpoint);
  await refresher.healthy();
  const { port } = refresher;
  for (let time = 0; time < 20; time++) {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write("GET /healthz HTTP/1.1\r\n\r\n");
      socket.resetAndDestroy();
    });
    socket.on("error", () => {});
  }
  await sleep(500);
  for (const line of refresher.output.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("message");
});

describe("takes SIGTERM, and its file with it,", () => {
  /** @param pid the refresher's, if it is not the started process */
  const stopped = async (started: Refresher, pid = started.process.pid ?? 0) => {
    process.kill(pid, "SIGTERM");
    expect(await started.ended).toBe(0);
    expect(existsSync(directory)).toBe(false);
    expect(started.output).toContain("stopped; the credentials were removed");
    expect(started.output).not.toContain("no answer"); // It waited for none.
  };

  it("while it sleeps", async () => {
    refresher = await Refresher.start(directory, sts.endpoint);
    await refresher.healthy();
    await stopped(refresher);
  });

  it("while STS is silent", async () => {
    sts.behaviour = { kind: "silence" };
    refresher = await Refresher.start(directory, sts.endpoint);
    await refresher.until("asked", () => sts.requests.length > 0);
    await stopped(refresher);
  });

  it("while it is still loading", async () => {
    const signalled = `
import os, runpy, signal, sys
class Signal:
    def find_spec(self, name, *_):
        if name == "boto3":
            os.kill(os.getpid(), signal.SIGTERM)
sys.meta_path.insert(0, Signal())
runpy.run_path(${JSON.stringify(PROGRAM)}, run_name="__main__")`;
    refresher = await Refresher.start(directory, sts.endpoint, {}, ["-c", signalled]);
    expect(await refresher.ended).toBe(0);
    expect(refresher.output).toContain("stopped");
    expect(existsSync(file)).toBe(false);
  });

  it("while the name server is silent", async () => {
    const server = createSocket("udp4").bind(53, "127.0.0.77");
    let asked = false;
    server.on("message", () => {
      asked = true;
    });
    writeFileSync(join(folder, "resolv.conf"), "nameserver 127.0.0.77\noptions timeout:30\n");
    const mount = 'mount --bind "$1" /etc/resolv.conf; shift; exec "$@"';
    const program = becoming(
      ...["unshare", "--mount", "sh", "-c", mount, "sh", join(folder, "resolv.conf"), PYTHON, "-I", PROGRAM],
    );
    try {
      refresher = await Refresher.start(directory, "http://sts.invalid", {}, program);
      await refresher.until("asked", () => asked);
      await stopped(refresher);
    } finally {
      server.close();
    }
  });

  it("as process 1", async () => {
    const program = becoming("unshare", "--pid", "--fork", "--kill-child", PYTHON, "-I", PROGRAM);
    refresher = await Refresher.start(directory, sts.endpoint, {}, program);
    await refresher.healthy();
    const { pid } = refresher.process;
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
    await stopped(refresher, Number(child));
  });
});
