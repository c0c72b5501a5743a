import type { Aws } from "./aws";
import { bounded, optionsOf } from "./client";

/** Loaded when it is needed: each client of the SDK takes 150 ms. */
export async function sts(aws: Aws) {
  const { STS } = await import("@aws-sdk/client-sts");
  return bounded(new STS(optionsOf(aws)), "sts", aws);
}
