import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type RunResult, run } from "../../../embedded/run";
import { PROJECT } from "../../../project";
import { PACKED } from "./packed";

/** What a strict project says to the compiler; nothing excuses our types from being checked. */
const STRICT = { strict: true, skipLibCheck: false, module: "node16", target: "es2023", lib: ["es2023"] };

/** The last compiler that finds types as they were found before `exports`, and what `cdktf init` tells it. */
export const CLASSIC_COMPILER = "typescript@5.9.3";
const CLASSIC = ["--strict", "--noEmit", "--skipLibCheck", "--module", "commonjs", "--target", "es2018"];

/** This repository's types of Node and jest. */
const TYPES = join(PROJECT, "node_modules/@types");

/** A project that uses the packages as anyone would. */
export class Project {
  readonly folder = mkdtempSync(join(PACKED, "project-"));

  /** @param manifest its package.json */
  constructor(manifest: object = {}) {
    this.write("package.json", JSON.stringify({ private: true, ...manifest }));
  }

  /** @param args packages and options; without one, what the manifest names */
  async install(...args: readonly string[]): Promise<void> {
    await this.succeed("npm", ["install", "--no-audit", "--no-fund", ...args]);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Compiles the project's files into out/, with this repository's compiler. */
  async compile(...types: readonly string[]): Promise<void> {
    const compilerOptions = { ...STRICT, types, typeRoots: [TYPES], rootDir: ".", outDir: "out" };
    this.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    await this.succeed(process.execPath, [join(PROJECT, "node_modules/typescript/lib/tsc.js"), "-p", "."]);
  }

  /** Checks files, as a project that `cdktf init` made does, once the classic compiler is installed. */
  async checkClassic(...files: readonly string[]): Promise<void> {
    await this.succeed("node_modules/.bin/tsc", [...CLASSIC, "--typeRoots", TYPES, "--types", "node", ...files]);
  }

  /** @throws Error with all that it printed if it fails */
  async succeed(command: string, args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(command, args);
    if (code !== 0) throw new Error(`${command} ${args.join(" ")}: exit code ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, maxRetries: 5 });
  }

  /** `npx --no`: an installed program, and none of the registry. */
  run(command: string, args: readonly string[]): Promise<RunResult> {
    const env = { ...process.env, TMPDIR: this.folder }; // What a program leaves behind goes with the project.
    return run(command, args, { cwd: this.folder, env });
  }
}
