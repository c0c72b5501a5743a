import { join } from "node:path";
import { interleaved, nodeProcess } from "./measure.mjs";
import { writeConfig } from "./roles.mjs";

const SIZES = [10, 100, 1000, 10_000];
const MOST_SECONDS = 10;
const MOST_MEGABYTES = 1024;
/** How much more a role may cost among 10,000 than among 1,000 if the growth is to be linear. */
const MOST_PER_ROLE = 1.5;

/** Synthesis as a whole process, by the number of roles; the guard has its own targets. */
export async function growth(scratch) {
  const subjects = SIZES.map((roles) => {
    const config = join(scratch.folder, `${roles}.yaml`);
    writeConfig(config, roles);
    const env = { OPENHANDS_AWS_CONFIG: config, CDKTF_OUTDIR: join(scratch.folder, `roles-${roles}`) };
    return [
      [roles, () => nodeProcess(scratch, ["bench/synthesis.cjs"], env)],
      [`${roles} guarded`, () => nodeProcess(scratch, ["dist/main.js"], env)],
    ];
  });
  const measured = await interleaved(3, Object.fromEntries(subjects.flat()));
  const rows = SIZES.map((roles) => ({ roles, ...measured[roles], guarded: measured[`${roles} guarded`] }));
  const [, hundred, thousand, last] = rows;
  const perRole = (from, to) => (to.seconds - from.seconds) / (to.roles - from.roles);
  const rise = perRole(thousand, last) / perRole(hundred, thousand);
  return {
    rows,
    targets: [
      { what: `under ${MOST_SECONDS} s at 10,000 roles`, met: last.seconds < MOST_SECONDS },
      { what: `under ${MOST_MEGABYTES} MB at 10,000 roles`, met: last.megabytes < MOST_MEGABYTES },
      {
        what: `linear: a role costs ${rise.toFixed(2)} x among 10,000 of what it costs among 1,000`,
        met: rise <= MOST_PER_ROLE,
      },
    ],
  };
}
