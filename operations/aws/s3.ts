import type { Aws } from "./aws";
import { bounded, optionsOf } from "./client";

/** Loaded when it is needed: each client of the SDK takes 150 ms. */
export async function s3(aws: Aws) {
  const { S3 } = await import("@aws-sdk/client-s3");
  return bounded(new S3(optionsOf(aws)), "s3", aws);
}
