import type { Aws } from "./aws";
import { bounded, optionsOf } from "./client";

/** Loaded when it is needed: each client of the SDK takes 150 ms. */
export async function iam(aws: Aws) {
  const { IAM } = await import("@aws-sdk/client-iam");
  return bounded(new IAM(optionsOf(aws)), "iam", aws);
}
