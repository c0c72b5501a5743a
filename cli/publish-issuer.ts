import { loadConfig } from "../config/load";
import { configFile } from "../config/path";
import { Kubectl } from "../operations/cluster/kubectl";
import { ApiServer } from "../operations/issuer/api-server";
import { DocumentBucket } from "../operations/issuer/document-bucket";
import { fetchServed } from "../operations/issuer/fetch-served";
import { issuerOf } from "../operations/issuer/issuer-of";
import { type IssuerWorld, type PublishOptions, publish } from "../operations/issuer/publish";
import { reportJson, reportText } from "../operations/issuer/report";
import type { Paint } from "../operations/steps-text";
import { progressOn } from "./progress";

interface Asked {
  readonly config?: string;
  readonly context?: string;
  readonly options: Omit<PublishOptions, "progress">;
}

/** @throws InputError if the config is refused, or has no issuer to publish */
export async function publishIssuer({ config: option, context, options }: Asked) {
  const config = loadConfig(configFile(option));
  const issuer = issuerOf(config);
  const world: IssuerWorld = {
    issuer,
    apiServer: new ApiServer(new Kubectl({ context })),
    bucket: issuer.bucket === undefined ? undefined : new DocumentBucket(issuer.bucket, { region: config.aws.region }),
    fetch: fetchServed,
    now: () => new Date(),
  };
  const progress = progressOn(process.stderr, "issuer publish");
  try {
    const done = await publish(world, { ...options, progress: progress.say });
    const dryRun = !options.yes;
    return { ...done, json: reportJson(done, dryRun), text: (paint: Paint) => reportText(done, dryRun, paint) };
  } finally {
    progress.end();
  }
}
