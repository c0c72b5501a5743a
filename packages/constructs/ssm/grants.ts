import { type Account, parameterArn } from "../iam/arn";
import type { Grant } from "../iam/statement";

/** Parameters of the Parameter Store, by name. */
export interface Parameters {
  /** The account that the parameters are in. */
  readonly account: Account;
  /** The region that the parameters are in. */
  readonly region: string;
  /** Names in full; a SecureString under AWS's own key needs no further permission. */
  readonly names: readonly string[];
}

/** Read these parameters by name, one or several at a time; nothing lists or searches them. */
export const read = ({ account, region, names }: Parameters, why: string): Grant[] => [
  {
    sid: "ReadParameters",
    why,
    actions: ["ssm:GetParameter", "ssm:GetParameters"],
    resources: names.map((name) => parameterArn(account, region, name)),
  },
];
