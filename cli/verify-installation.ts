import { loadConfig } from "../config/load";
import { configFile } from "../config/path";
import { requireNamedIssuer } from "../config/require-named-issuer";
import { stackModel } from "../export/check/stack-findings";
import { renderStacks } from "../export/render/json";
import { synthesizeAll } from "../main";
import { Kubectl } from "../operations/cluster/kubectl";
import { fetchServed } from "../operations/issuer/fetch-served";
import { Account } from "../operations/verify/account";
import { Cluster } from "../operations/verify/cluster";
import { expectedOf } from "../operations/verify/expected";
import { type Paint, reportJson, reportText } from "../operations/verify/report";
import { verify } from "../operations/verify/verify";
import type { VerifyOptions } from "../operations/verify/world";
import { progressOn } from "./progress";

/** With the time that the report and a slow start need, 30 seconds in all. */
const SECONDS = 27;

interface Asked {
  readonly config?: string;
  readonly context?: string;
  readonly options: VerifyOptions;
}

/** @throws InputError if the config is refused */
export async function verifyInstallation({ config: option, context, options }: Asked) {
  const signal = AbortSignal.timeout(SECONDS * 1000);
  const config = loadConfig(configFile(option));
  requireNamedIssuer(config);
  const expected = expectedOf(await stackModel(renderStacks(synthesizeAll(config))));
  const cluster = new Cluster(config, new Kubectl({ context, signal }));
  const account = new Account(config, { region: config.aws.region, signal }, () => cluster.token());
  const progress = progressOn(process.stderr, "verify");
  const world = { config, expected, account, cluster, options, now: new Date(), env: process.env, fetch: fetchServed };
  try {
    const results = await verify(world, signal, (waiting) => progress.say(`waiting for ${waiting.join(", ")}`));
    return { results, json: reportJson(results), text: (paint: Paint) => reportText(results, paint) };
  } finally {
    progress.end();
  }
}
