import { join, relative } from "node:path";
import { installCdktfCli, QUIET } from "../tools/cdktf-cli.mjs";
import { PROJECT } from "../tools/copy-project.mjs";
import { interleaved, succeeded } from "./measure.mjs";

const LEAST = 2;

/** `npm run synth`, warm, against `npx cdktf synth` of the same app, both as users type them. */
export async function againstCommandLine({ folder, run }) {
  const cli = await installCdktfCli(run);
  const output = join(folder, "command");
  const env = { ...process.env, ...QUIET, CDKTF_OUTDIR: output };
  const timed = async (command, args) => {
    const { seconds } = succeeded(await run(command, args, { cwd: PROJECT, env }), [command, ...args]);
    return { seconds };
  };
  const { own, cdktf } = await interleaved(5, {
    own: () => timed("npm", ["run", "synth"]),
    cdktf: () => timed("npx", ["--prefix", cli, "cdktf", "synth", "--output", relative(PROJECT, output)]),
  });
  const ratio = cdktf.seconds / own.seconds;
  return [
    {
      what: "`npm run synth`, warm",
      own: own.seconds,
      other: cdktf.seconds,
      against: "`npx cdktf synth` of the same app",
      ratio: `${ratio.toFixed(1)} x faster`,
      target: `at least ${LEAST} x`,
      met: ratio >= LEAST,
    },
  ];
}
