import type { Account } from "@openhands-aws/constructs/iam";
import type { Config } from "../config/config";

export const accountOf = ({ partition, aws }: Config): Account => ({ partition, id: aws.account });
