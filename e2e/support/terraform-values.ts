import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The value of an expression as JSON; `"error"` if it has none, `"unknown"` if Terraform itself does not know it. */
export type TerraformValue = string;

/** What the installed Terraform makes of the expressions, all of them in one process without network and provider. */
export function terraformValues(locals: string, expressions: readonly string[]): TerraformValue[] {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-e2e-expressions-"));
  try {
    const results = expressions.map((expression) => `try(base64encode(jsonencode([${expression}\n])), "error"),\n`);
    writeFileSync(join(folder, "main.tf"), `${locals}locals {\n  results = [\n${results.join("")}]\n}\n`);
    const { stdout, stderr, status } = spawnSync("terraform", ["console"], {
      cwd: folder,
      input: "local.results\n",
      encoding: "utf8",
      maxBuffer: 100_000_000,
      env: { PATH: process.env.PATH, HOME: folder, CHECKPOINT_DISABLE: "1" },
    });
    const lines = stdout.trim().split("\n").slice(1, -1);
    if (status !== 0 || lines.length !== expressions.length) throw new Error(`terraform console: ${stderr || stdout}`);
    return lines.map((line) => {
      const [, encoded] = /^ {2}"([A-Za-z0-9+/=]*)",$/.exec(line) ?? [];
      if (encoded === undefined) return "unknown";
      return encoded === "error" ? "error" : Buffer.from(encoded, "base64").toString().slice(1, -1);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
