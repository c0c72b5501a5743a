import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../config/load";
import { renderJson } from "../export/render/json";
import { synthesizeAll } from "../main";

const folder = mkdtempSync(join(tmpdir(), "openhands-aws-bare-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("gives the resources of config/openhands.yaml, so that the benchmark compares like with like", () => {
  execFileSync(process.execPath, [join(__dirname, "bare-app.mjs")], { env: { ...process.env, CDKTF_OUTDIR: folder } });
  const stacks = synthesizeAll(loadConfig(join(__dirname, "../config/openhands.yaml")));
  expect([...stacks.keys()]).toEqual(["openhands", "openhands-deploy"]);
  for (const [stack, { "//": _ours, ...json }] of stacks) {
    const text = readFileSync(join(folder, `stacks/${stack}/cdk.tf.json`), "utf8");
    const bare = JSON.parse(text, (key, value) => (key === "//" ? undefined : value));
    expect(renderJson(bare)).toBe(renderJson(json));
  }
});
