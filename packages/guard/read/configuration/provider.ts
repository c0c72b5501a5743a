import { type Partition, partitionOf } from "@openhands-aws/facts/partitions";
import { UNKNOWN } from "../../text";
import { isList, textOf, type Value } from "../expression/value";

/** Account and region of the resources of one provider configuration. */
export interface Surroundings {
  /** Twelve digits, or UNKNOWN. */
  readonly account: string;
  readonly region: string;
  /** Partition of the region; `aws` if the region is unknown, as for almost all accounts. */
  readonly partition: Partition;
}

export const UNKNOWN_SURROUNDINGS: Surroundings = { account: UNKNOWN, region: UNKNOWN, partition: "aws" };

/** @param argument of the provider block, `undefined` where it is not set */
export function surroundings(argument: (name: string) => Value | undefined): Surroundings {
  const region = textOf(argument("region") ?? UNKNOWN) ?? UNKNOWN;
  return {
    account: allowedAccount(argument) ?? assumedAccount(argument) ?? UNKNOWN,
    region,
    partition: partitionOf(region),
  };
}

function allowedAccount(argument: (name: string) => Value | undefined): string | undefined {
  const allowed = argument("allowed_account_ids");
  const only =
    allowed !== undefined && isList(allowed) && allowed.length === 1 ? textOf(allowed[0] ?? null) : undefined;
  return only !== undefined && /^\d{12}$/.test(only) ? only : undefined;
}

function assumedAccount(argument: (name: string) => Value | undefined): string | undefined {
  const [block] = [argument("assume_role") ?? null].flat() as Value[];
  const arn =
    typeof block === "object" && block !== null && "role_arn" in block ? textOf(block.role_arn as Value) : undefined;
  return /^arn:[^:]*:iam::(\d{12}):role\//.exec(arn ?? "")?.[1];
}
