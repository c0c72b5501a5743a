import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../project";
import { describeEmbedded } from "./support/embedded";
import { isRunning, Start } from "./support/start";

describeEmbedded("npm start, when something fails", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "openhands-aws-e2e-faults-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A PATH with nothing but these programs. */
  const pathOf = (programs: Record<string, string>) => {
    for (const [name, script] of Object.entries(programs)) writeFileSync(join(folder, name), script, { mode: 0o755 });
    return { PATH: folder };
  };

  it("names a missing terraform", async () => {
    const { code, output, leftovers } = await new Start({ env: pathOf({}) }).end();
    expect(output).toContain("terraform is not on the PATH. Install 1.11 or newer");
    expect({ code, leftovers }).toEqual({ code: 2, leftovers: [] });
  });

  it("refuses a terraform that is too old", async () => {
    const env = pathOf({ terraform: '#!/bin/sh\necho \'{"terraform_version": "1.9.8"}\'\n' });
    const { code, output } = await new Start({ env }).end();
    expect(output).toContain("terraform 1.9.8 is too old");
    expect(code).toBe(2);
  });

  it("says how to get moto where it is not installed", async () => {
    for (const part of ["dist", "docker", "embedded", "package.json"])
      cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
    symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
    const { code, output } = await new Start({ project: folder }).end();
    expect(output).toContain("moto is not installed in .venv. Install Python 3.10 or newer");
    expect(code).toBe(2);
  });

  it("refuses a bad config before anything is started", async () => {
    const { code, output, leftovers } = await new Start({ config: "aws: {region: mars-north-1}" }).end();
    expect(output).toContain('aws.region: "mars-north-1" is not an AWS region');
    expect({ code, leftovers }).toEqual({ code: 2, leftovers: [] });
  });

  it("says that the provider cannot be downloaded", async () => {
    mkdirSync(join(folder, "cache"));
    const unreachable = "http://127.0.0.1:9";
    const env = {
      HOME: folder,
      TF_CLI_CONFIG_FILE: "", // It may name a mirror on this machine.
      TF_PLUGIN_CACHE_DIR: join(folder, "cache"),
      TF_REGISTRY_DISCOVERY_RETRY: "0",
      HTTPS_PROXY: unreachable,
      https_proxy: unreachable,
    };
    const { code, output, leftovers } = await new Start({ env }).end();
    expect(output).toContain("The AWS provider could not be downloaded: check the network, or the mirror");
    expect({ code, leftovers }).toEqual({ code: 1, leftovers: [] });
  }, 60_000);

  it("fails where a check of the installation fails, and names it", async () => {
    // Somebody deletes the access key's parameter once all is applied.
    const real = execFileSync("sh", ["-c", "command -v terraform"], { encoding: "utf8" }).trim();
    const headers = {
      "x-amz-target": "AmazonSSM.DeleteParameter",
      authorization: "AWS4-HMAC-SHA256 Credential=testing/20260101/ap-northeast-1/ssm/aws4_request",
    };
    const body = '{"Name": "bedrock-access-key-id"}';
    const script = `fetch(process.env.AWS_ENDPOINT_URL, ${JSON.stringify({ method: "POST", headers, body })})`;
    writeFileSync(join(folder, "delete.mjs"), `await ${script};\n`);
    const program = `#!/bin/sh\n"${real}" "$@"\ncode=$?\n[ "$1" != plan ] || "${process.execPath}" "${folder}/delete.mjs"\nexit $code\n`;
    const env = { PATH: `${pathOf({ terraform: program }).PATH}:${process.env.PATH}` };
    const { code, output, report, leftovers } = await new Start({ config: "posture: as-designed", env }).end();
    const failed = "FAIL  parameters\n      There is no parameter bedrock-access-key-id.";
    expect(output).toContain(failed);
    expect(report).toContain(failed);
    expect({ code, leftovers }).toEqual({ code: 1, leftovers: [] });
  }, 60_000);

  it("says that the embedded AWS died, and stops terraform", async () => {
    const start = new Start({});
    await start.waitFor("openhands: terraform init");
    for (const pid of start.children("moto_server")) process.kill(pid, "SIGKILL");
    const { code, output, leftovers } = await start.end();
    expect(output).toContain("The embedded AWS ended unexpectedly (SIGKILL)");
    expect({ code, leftovers }).toEqual({ code: 1, leftovers: [] });
  }, 60_000);

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "leaves nothing behind on %s",
    async (signal, expected) => {
      const start = new Start({});
      await start.waitFor("openhands: terraform init");
      const children = start.children();
      expect(children.length).toBeGreaterThan(0);
      start.process.kill(signal);
      const { code, leftovers } = await start.end();
      expect({ code, leftovers }).toEqual({ code: expected, leftovers: [] });
      expect(children.filter(isRunning)).toEqual([]);
    },
    60_000,
  );

  it("ends the embedded AWS even when it is killed", async () => {
    const start = new Start({});
    await start.waitFor("openhands: terraform init");
    const [moto] = start.children("moto_server");
    start.process.kill("SIGKILL");
    await start.end();
    for (let tries = 0; isRunning(moto as number) && tries < 100; tries++)
      await new Promise((wait) => setTimeout(wait, 50));
    expect(isRunning(moto as number)).toBe(false);
  }, 60_000);
});

describe("tools/setup.mjs", () => {
  it("says what works without Python", () => {
    const folder = mkdtempSync(join(tmpdir(), "openhands-aws-e2e-setup-"));
    try {
      for (const part of ["tools", "embedded/requirements.txt", "package.json", "package-lock.json"])
        cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
      symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
      // A project that is quick to compile, and whose IAM actions are generated already.
      const files = { "tsconfig.build.json": '{"files": ["main.ts"]}', "main.ts": "export {};\n" };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      mkdirSync(join(folder, "packages/constructs/.gen"), { recursive: true });
      writeFileSync(join(folder, "packages/constructs/.gen/iam-actions.ts"), "");
      const nodeOnly = mkdtempSync(join(folder, "bin-"));
      symlinkSync(process.execPath, join(nodeOnly, "node"));
      const setup = execFileSync("/bin/sh", ["-c", "node tools/setup.mjs 2>&1"], {
        cwd: folder,
        env: { PATH: nodeOnly },
        encoding: "utf8",
      });
      expect(setup).toContain(
        "Python 3.10 or newer with its venv module is missing: there is no embedded AWS. Everything else works.",
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
