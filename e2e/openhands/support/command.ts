import { run } from "../../../embedded/run";

/** Runs a program to its end. @returns what it printed @throws Error with that when it fails */
export async function command(
  program: string,
  args: readonly string[],
  { cwd = "/", env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, { cwd, env: { ...process.env, ...env } });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}
