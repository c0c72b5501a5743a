import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { interleaved, nodeProcess } from "./measure.mjs";
import { writeConfig } from "./roles.mjs";

const BARE_APP = fileURLToPath(new URL("bare-app.mjs", import.meta.url));
const MOST = 1.5;

/** Synthesizing everything, as whole processes, against the bare library with the same resources. */
export async function againstLibrary(scratch) {
  const rows = [];
  for (const roles of [0, 1000]) {
    const config = join(scratch.folder, `${roles}.yaml`);
    writeConfig(config, roles);
    const [ours, bare] = [join(scratch.folder, "ours"), join(scratch.folder, "bare")];
    const { own, library } = await interleaved(roles === 0 ? 9 : 5, {
      own: () => nodeProcess(scratch, ["dist/main.js"], { OPENHANDS_AWS_CONFIG: config, CDKTF_OUTDIR: ours }),
      library: () => nodeProcess(scratch, [BARE_APP, String(roles)], { CDKTF_OUTDIR: bare }),
    });
    requireSameResources(ours, bare);
    const ratio = own.seconds / library.seconds;
    rows.push({
      what:
        roles === 0 ? "Synthesizing `config/openhands.yaml`" : `The same with ${roles.toLocaleString("en")} roles more`,
      own: own.seconds,
      other: library.seconds,
      against: "the bare library, same resources",
      ratio: `${ratio.toFixed(2)} x its time`,
      target: `at most ${MOST} x`,
      met: ratio <= MOST,
    });
  }
  return rows;
}

/** Otherwise the two did not do the same work. */
function requireSameResources(ours, bare) {
  for (const stack of readdirSync(join(ours, "stacks"))) {
    const [own, other] = [ours, bare].map((folder) => resources(join(folder, "stacks", stack, "cdk.tf.json")));
    if (!isDeepStrictEqual(own, other))
      throw new Error(
        `bench/bare-app.mjs no longer gives the resources of ${stack}: update it for config/openhands.yaml.`,
      );
  }
}

/** Everything but the comments. */
const resources = (file) => JSON.parse(readFileSync(file, "utf8"), (key, value) => (key === "//" ? undefined : value));
