import { spawn } from "node:child_process";
import { once } from "node:events";
import { describeEmbedded } from "./support/embedded";
import { Workspace } from "./support/workspace";

describeEmbedded("the state's lock", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.open();
    await workspace.export({});
    await workspace.terraform("openhands").init();
  }, 60_000);
  afterAll(() => workspace?.close());

  it("rejects a second apply while one holds it, and accepts it afterwards", async () => {
    const terraform = workspace.terraform("openhands");
    // An apply that waits for its user's approval holds the lock.
    const waiting = spawn("terraform", ["apply", "-no-color"], { cwd: terraform.directory, env: workspace.aws.env });
    await new Promise<void>((resolve) => {
      let asked = "";
      waiting.stdout.on("data", (chunk) => {
        asked += chunk;
        if (asked.includes("Enter a value")) resolve();
      });
    });

    const { code, stderr } = await terraform.run("apply", "-auto-approve", "-lock-timeout=0s");
    expect(stderr).toContain("Error acquiring the state lock");
    expect(code).toBe(1);

    waiting.stdin.end("no\n");
    await once(waiting, "exit");
    await terraform.apply();
    expect((await terraform.plan()).code).toBe(0);
  }, 120_000);
});
