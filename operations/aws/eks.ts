import type { Aws } from "./aws";
import { bounded, optionsOf } from "./client";

/** Loaded when it is needed: each client of the SDK takes 150 ms. */
export async function eks(aws: Aws) {
  const { EKS } = await import("@aws-sdk/client-eks");
  return bounded(new EKS(optionsOf(aws)), "eks", aws);
}
