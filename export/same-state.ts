import { isDeepStrictEqual } from "node:util";
import type { ExportedBefore } from "./exported-before";

/** Whether an earlier export is of the same Terraform state, and not another installation's. */
export const sameState = (before: ExportedBefore, stack: ExportedBefore): boolean =>
  before.resource !== undefined && isDeepStrictEqual(stateOf(before), stateOf(stack));

const stateOf = ({ terraform, provider }: ExportedBefore) => ({
  backend: terraform?.backend,
  account: provider?.aws?.map(({ allowed_account_ids }) => allowed_account_ids),
});
