import type { Aws } from "./aws";
import { bounded, optionsOf } from "./client";

/** Loaded when it is needed: each client of the SDK takes 150 ms. */
export async function cloudtrail(aws: Aws) {
  const { CloudTrail } = await import("@aws-sdk/client-cloudtrail");
  return bounded(new CloudTrail(optionsOf(aws)), "cloudtrail", aws);
}
