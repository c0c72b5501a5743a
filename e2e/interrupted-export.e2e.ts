import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../project";
import { killedWrite } from "./support/killed-write";

describe("export --manifests that is killed", () => {
  let folder: string;
  let old: Map<string, string>;
  let wanted: Map<string, string>;
  const at = (name: string) => join(folder, name);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "openhands-aws-e2e-killed-"));
    writeFileSync(at("old.yaml"), "runtime: {bucket: data}\nkubernetes: {}");
    writeFileSync(
      at("new.yaml"),
      "runtime: {bucket: data}\nkubernetes: {namespace: agents, deployment: {service: {port: 80}}}",
    );
    for (const name of ["old", "new"]) expect(run(name, name).status).toBe(0);
    [old, wanted] = [filesOf(at("old")), filesOf(at("new"))];
  }, 30_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (config: string, directory: string, env: NodeJS.ProcessEnv = {}) =>
    spawnSync(
      process.execPath,
      [join(PROJECT, "bin/openhands-aws"), "export", "--config", at(`${config}.yaml`), "--manifests", at(directory)],
      { env: { ...process.env, ...env }, encoding: "utf8" },
    );

  const changed = () => [...wanted].filter(([file, text]) => old.get(file) !== text).length;

  it.each([
    ["at its first write", () => 0],
    ["at its last write", () => changed() - 1],
    ["before it renames anything", () => changed()],
    ["among its renames", () => changed() + 2],
    ["before its last rename", () => 2 * changed() - 1],
  ])(
    "%s leaves each file old or new, and goes on when it is run again",
    (_, after) => {
      cpSync(at("old"), at("killed"), { recursive: true });
      const env = killedWrite(folder, at("killed"), after());
      expect(run("new", "killed", env).signal).toBe("SIGKILL");
      const left = filesOf(at("killed"));
      for (const [file, text] of left)
        if (!file.endsWith(".tmp")) expect([old.get(file), wanted.get(file)]).toContain(text);
      expect([...left.keys()]).toEqual(expect.arrayContaining([...old.keys()]));
      expect(left).not.toEqual(wanted);

      expect(run("new", "killed").status).toBe(0);
      expect(filesOf(at("killed"))).toEqual(wanted);
      rmSync(at("killed"), { recursive: true });
    },
    30_000,
  );
});

/** Every file below a folder, with its content. */
function filesOf(directory: string): Map<string, string> {
  const paths = readdirSync(directory, { recursive: true }).map(String).sort();
  const files = paths.filter((path) => statSync(join(directory, path)).isFile());
  return new Map(files.map((path) => [path, readFileSync(join(directory, path), "utf8")]));
}
