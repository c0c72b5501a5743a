import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { guardCommand } from "../guard";
import { runProgram } from "../run-program";
import type { Installation } from "../subject";
import { whocanCommand } from "../whocan";

/** What a stranger puts into a repository: a text, bytes, or what the function makes at the path. */
export type Content = string | Buffer | ((path: string) => void);
export type Files = Readonly<Record<string, Content>>;

/** A secret beside the repository, which nothing may print. */
export const CANARY = "canary-0123456789abcdef";

/** An input that is made to do harm. */
export interface HostileCase {
  readonly files: Files;
  /** @default guard . */
  readonly args?: readonly string[];
  readonly installation?: Installation;
  /** What must be printed: the finding, or the error that names the bound. */
  readonly says: RegExp;
  readonly code: number;
  /** What must not be printed besides the canary. */
  readonly never?: RegExp;
}

/** What the command printed, and how it ended. */
export interface Outcome {
  readonly output: string;
  readonly code: number;
}

/** Each character that is neither printed nor a line break, and what a log of GitHub takes for a command. */
export const INJECTION = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s*::|##\[/mu;

/** Runs a command in a new repository, beside which there are files that it must not read. */
export async function run({
  files,
  args = ["guard", "."],
  installation,
}: Pick<HostileCase, "files" | "args" | "installation">): Promise<Outcome> {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  let output = "";
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, "write").mockImplementation((text) => {
      output += text;
      return true;
    });
  try {
    const around: Files = {
      secret: CANARY,
      "outside/main.tf": `# ${CANARY}`,
      "outside/w.yml": `on: push # ${CANARY}`,
      "repo/.git/config": CANARY,
    };
    for (const [path, content] of Object.entries(around)) put(join(folder, path), content);
    for (const [path, content] of Object.entries(files)) put(join(folder, "repo", path), content);
    process.chdir(join(folder, "repo"));
    const [verb, ...rest] = args;
    const command = verb === "guard" ? guardCommand(installation) : whocanCommand(installation);
    command.exitOverride();
    await runProgram(async () => {
      await command.parseAsync(rest, { from: "user" });
    });
    return { output, code: Number(process.exitCode ?? 0) };
  } finally {
    jest.restoreAllMocks();
    process.chdir(before);
    process.exitCode = undefined;
    process.stdout.removeAllListeners("error");
    process.stderr.removeAllListeners("error");
    rmSync(folder, { recursive: true, force: true });
  }
}

function put(path: string, content: Content): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === "function") content(path);
  else writeFileSync(path, content);
}

/** Runs each case of a table as a test. */
export const hostileTests = (cases: Readonly<Record<string, HostileCase>>): void =>
  it.each(Object.entries(cases))("%s", async (_name, { says, code, never, ...input }) => {
    const outcome = await run(input);
    expect(outcome.output).toMatch(says);
    expectHarmless(outcome);
    if (never) expect(outcome.output).not.toMatch(never);
    expect(outcome.code).toBe(code);
  });

/** That nothing secret was printed, and that the program did not fail by itself. */
export function expectHarmless({ output, code }: Outcome): void {
  expect(output).not.toMatch(new RegExp(`${CANARY}|${Buffer.from(CANARY).toString("base64")}`));
  expect(output).not.toMatch(/An error in this program|rule-failed|call stack|^ {4}at /m);
  expect([0, 1, 2, 3]).toContain(code);
}
