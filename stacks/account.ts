import type { Config } from "../config/config";
import type { Account } from "../constructs/iam/arn";

export const accountOf = ({ partition, aws }: Config): Account => ({ partition, id: aws.account });
