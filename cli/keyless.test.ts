import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rollBack } from "./roll-back";
import { rotateInstallation } from "./rotate-installation";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-keyless-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const kubernetes = "kubernetes: {identity: {cluster: eks, podIdentity: {cluster: main}}}";

describe.each(["", ", accessKey: {keep: true}"])("with workload identity%s", (keep) => {
  const text = `runtime: {bucket: octo-org-openhands}\nbedrock: {access: workload-identity${keep}}\n${kubernetes}\n`;
  const config = () => {
    const file = join(folder, "openhands.yaml");
    writeFileSync(file, text);
    return file;
  };
  const untouched = () => {
    expect(readdirSync(folder)).toEqual(["openhands.yaml"]);
    expect(readFileSync(join(folder, "openhands.yaml"), "utf8")).toBe(text);
  };

  it("has no access key to rotate", async () => {
    const asked = { yes: true, apply: false, withoutCluster: true, olderThan: 1, wait: 1, format: "text" } as const;
    const rotated = rotateInstallation({ config: config(), terraform: folder, ...asked });
    await expect(rotated).rejects.toThrow("there is no access key to rotate");
    untouched();
  });

  it("says how to roll back", async () => {
    const rolledBack = rollBack({ config: config(), folders: { terraform: folder }, context: undefined, yes: true });
    await expect(rolledBack).rejects.toThrow("Write bedrock.access: access-key, export and apply");
    untouched();
  });
});
