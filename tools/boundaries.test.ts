import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = dirname(__dirname);

const FORBIDDEN = [
  ["access/model.ts", "../stacks/base-stack"],
  ["access/read/hcl.ts", "node:fs"],
  ["guard/rules/trust/subject.ts", "../../../constructs/iam/arn"],
  ["review/html.ts", "cdktf"],
  ["constructs/iam/role.ts", "../../config/config"],
  ["config/load.ts", "../main"],
  ["stacks/openhands/hardened.ts", "../../output/json"],
  ["stacks/openhands-stack.ts", "../pipelines/runtime-image"],
  ["pipelines/runtime-image.ts", "../output/json"],
  ["embedded/start.ts", "../pipelines/workflows"],
  ["operations/rotate.ts", "../stacks/departures"],
  ["main.ts", "./cli/export"],
  ["output/json.ts", "../e2e/support/workspace"],
  ["cli/review.ts", "@cdktf/provider-aws"],
  ["e2e/adoption.e2e.ts", "@cdktf/provider-kubernetes"],
] as const;

const ALLOWED = [
  ["guard/rules/trust/role.ts", "../../../access/model"],
  ["stacks/openhands/as-designed.ts", "../../constructs/iam/arn"],
  ["constructs/iam/user.ts", "@cdktf/provider-aws/lib/iam-user"],
  ["pipelines/s3-sync.ts", "../stacks/account"],
  ["output/workflow-file.ts", "../pipelines/workflows"],
  ["cli/guard.ts", "../guard/guard"],
] as const;

/** What the linter says when each of the files imports what stands beside it. */
let report: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-lint-"));
  try {
    cpSync(join(ROOT, "biome.json"), join(folder, "biome.json"));
    for (const [file, imported] of [...FORBIDDEN, ...ALLOWED]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `import { planted } from "${imported}";\n\nexport const used = planted;\n`);
    }
    const options = ["--vcs-enabled=false", "--reporter=github", "--only=style/noRestrictedImports", "."];
    const lint = spawnSync(join(ROOT, "node_modules/.bin/biome"), ["lint", ...options], {
      cwd: folder,
      encoding: "utf8",
    });
    report = lint.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each(FORBIDDEN)("%s may not import %s", (file) => {
  expect(report).toMatch(new RegExp(`noRestrictedImports,file=\\S*${file}`));
});

it.each(ALLOWED)("%s may import %s", (file) => {
  expect(report).not.toContain(file);
});
