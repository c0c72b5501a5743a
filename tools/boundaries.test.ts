import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = dirname(__dirname);
const PACKAGES = readdirSync(join(ROOT, "packages"));

/** A file, and what it may not import. */
const FORBIDDEN = [
  ["packages/facts/planted.ts", "yaml"],
  ["packages/facts/planted.ts", "node:fs"],
  ["packages/guard/read/planted.ts", "node:fs"],
  ["packages/guard/rules/trust/planted.ts", "cdktf"],
  ["packages/guard/rules/trust/planted.ts", "@openhands-aws/constructs/iam"],
  ["packages/guard/guard.ts", "./cli/planted"],
  ["packages/guard/cli/planted.ts", "@cdktf/provider-aws/lib/iam-role"],
  ["packages/guard/cli/planted.ts", "node:fs"],
  ["packages/guard/cli/planted.ts", "node:fs/promises"],
  ["packages/guard/cli/planted.ts", "./file-system"],
  ["packages/guard/cli/scan-root.ts", "node:child_process"],
  ["packages/guard/cli/scan-root.ts", "node:https"],
  ["packages/constructs/iam/planted.ts", "zod"],
  ["packages/constructs/iam/planted.ts", "@cdktf/provider-aws"],
  ["config/planted.ts", "../main"],
  ["config/planted.ts", "@openhands-aws/constructs/iam"],
  ["stacks/openhands/planted.ts", "../../export/render/json"],
  ["stacks/planted.ts", "../github-workflows/runtime-image"],
  ["stacks/planted.ts", "@openhands-aws/guard"],
  ["github-workflows/planted.ts", "../export/render/json"],
  ["export/planted.ts", "../cli/export"],
  ["export/render/planted.ts", "node:fs"],
  ["export/render/planted.ts", "@openhands-aws/guard"],
  ["operations/verify/planted.ts", "../../cli/verify"],
  ["operations/planted.ts", "../main"],
  ["export/planted.ts", "../operations/verify/verify"],
  ["embedded/planted.ts", "../github-workflows/workflows"],
  ["embedded/planted.ts", "../operations/rollback/rollback"],
  ["embedded/planted.ts", "../operations/terraform"],
  ["main.ts", "./cli/export"],
  ["cli/planted.ts", "@cdktf/provider-aws"],
  ["e2e/planted.e2e.ts", "@cdktf/provider-kubernetes"],
  ["bench/planted.mjs", "@cdktf/provider-aws"],
  ["tools/planted.ts", "@cdktf/provider-aws"],
] as const;

const ALLOWED = [
  ["packages/guard/rules/trust/planted.ts", "../../model"],
  ["packages/guard/cli/planted.ts", "node:path"],
  ["packages/guard/cli/scan-root.ts", "node:fs"],
  ["packages/constructs/iam/planted.ts", "@cdktf/provider-aws/lib/iam-user"],
  ["stacks/openhands/planted.ts", "@openhands-aws/constructs/iam"],
  ["github-workflows/planted.ts", "../stacks/account"],
  ["export/check/planted.ts", "@openhands-aws/guard"],
  ["export/render/planted.ts", "../../stacks/account"],
  ["operations/planted.ts", "../export/render/json"],
  ["embedded/planted.ts", "../operations/verify/verify"],
  ["cli/planted.ts", "../operations/verify/verify"],
  ["cli/planted.ts", "@openhands-aws/guard"],
] as const;

/** The linter's output for each case, planted in its own folder beside the real configuration. */
const outputOf = new Map<string, string>();

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-lint-"));
  try {
    [...FORBIDDEN, ...ALLOWED].forEach(([file, imported], index) => {
      const project = join(folder, String(index));
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), `import { planted } from "${imported}";\n\nexport const used = planted;\n`);
      cpSync(join(ROOT, "tools/lint"), join(project, "tools/lint"), { recursive: true });
      for (const name of ["biome.json", "package.json", ...PACKAGES.map((name) => `packages/${name}/package.json`)]) {
        mkdirSync(dirname(join(project, name)), { recursive: true });
        copyFileSync(join(ROOT, name), join(project, name));
      }
      const options = ["--vcs-enabled=false", "--reporter=github", file];
      const biome = join(ROOT, "node_modules/.bin/biome");
      outputOf.set(
        `${file} ${imported}`,
        spawnSync(biome, ["lint", ...options], { cwd: project, encoding: "utf8" }).stdout,
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const VIOLATION = /title=(?:lint\/style\/noRestrictedImports|lint\/correctness\/noUndeclaredDependencies|plugin),/;

it.each(FORBIDDEN)("%s may not import %s", (file, imported) => {
  expect(outputOf.get(`${file} ${imported}`)).toMatch(VIOLATION);
});

it.each(ALLOWED)("%s may import %s", (file, imported) => {
  expect(outputOf.get(`${file} ${imported}`)).not.toMatch(VIOLATION);
});

it("plants a violation in every folder, and in no other", () => {
  const hasSources = (folder: string): boolean =>
    readdirSync(join(ROOT, folder), { recursive: true }).some((name) => /\.(?:ts|mjs)$/.test(String(name)));
  const rooms = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(?:\.|node_modules|dist|cdktf\.out|docker|packages)/.test(entry.name))
    .map(({ name }) => name)
    .concat(PACKAGES.map((name) => `packages/${name}`))
    .filter(hasSources);
  const planted = FORBIDDEN.map(([file]) => /^(?:packages\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  expect([...new Set(planted.filter(Boolean))].sort()).toEqual(rooms.sort());
});
