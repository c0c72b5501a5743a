import type { Aws } from "./aws";
import { bounded, optionsOf } from "./client";

/** Loaded when it is needed: each client of the SDK takes 150 ms. */
export async function ssm(aws: Aws) {
  const { SSM } = await import("@aws-sdk/client-ssm");
  return bounded(new SSM(optionsOf(aws)), "ssm", aws);
}
