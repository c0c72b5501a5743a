import { agentUsesIdentity } from "../../../config/identity";
import { s3 as s3Client } from "../../aws/s3";
import { reportedBy } from "../account";
import { type Check, fail, pass, skip } from "../check";

/** A session can write an object, and read it. It cannot delete it: the next run overwrites it. */
export const s3: Check = {
  name: "s3",
  async run({ account, config, options, now }) {
    if (!options.s3) return skip("Only with --s3, because it writes an object.");
    const { bucket, prefixes, role, refresher } = config.runtime;
    if (!refresher && !agentUsesIdentity(config))
      return skip(`Only a run of GitHub can assume ${role}: use the workflow openhands-identity-check.`);
    const client = await s3Client(account.as(await reportedBy("session", account.session())));
    const place = { Bucket: bucket, Key: `${prefixes[0] ?? ""}openhands-aws-verify.txt` };
    const Body = `Written by openhands-aws verify --s3 at ${now.toISOString()}\n`;
    await client.putObject({ ...place, Body });
    const { Body: read } = await client.getObject(place);
    return (await read?.transformToString()) === Body
      ? pass(`A session can write and read s3://${bucket}/${place.Key}, which stays there.`)
      : fail(`s3://${bucket}/${place.Key} does not hold what was written a moment ago.`);
  },
};
