import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CheckError } from "@openhands-aws/facts/program-error";
import type { Aws } from "../aws/aws";
import { iam } from "../aws/iam";
import type { Terraform } from "../terraform";
import { describeKey } from "./describe-key";
import type { Phase } from "./next-step";
import type { Observation } from "./observation";
import { changesOf, NEXT } from "./plan-scope";

interface Context {
  readonly seen: Observation;
  readonly terraform: Pick<Terraform, "initIfNeeded" | "plan">;
  readonly aws: Aws;
  /** The Bedrock user's name. */
  readonly user: string;
}

/**
 * Deletes what an interrupted apply has left: a key that Terraform does not know, that the parameters do not hold, and that
 * nobody has used.
 * @throws CheckError if it is anything else
 */
export async function deleteUnknownKey(id: string, phase: Phase, { seen, terraform, aws, user }: Context) {
  const { keys, pair, now } = seen;
  const refuse = (why: string) => new CheckError(`${id} was not deleted: ${why}`);
  const key = keys.find((one) => one.id === id);
  if (!key) throw refuse(`the user ${user} has no such key.`);
  if (keys.length < 2) throw refuse("it is the only key.");
  if (pair.id === id) throw refuse("the parameters hold it.");
  if (key.lastUsed) throw refuse(`it was used: ${describeKey(key, now)}.`);
  if (keys.some((one) => one.created > key.created)) throw refuse("it is not the newest key.");
  await terraform.initIfNeeded();
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-plan-"));
  try {
    const plan = await terraform.plan(join(directory, "plan"));
    if (phase !== "published" || !changesOf(plan).includes(`create ${NEXT}`))
      throw refuse("Terraform does not need its place.");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  await (await iam(aws)).deleteAccessKey({ UserName: user, AccessKeyId: id });
}
