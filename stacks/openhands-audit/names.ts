import { trailArn } from "@openhands-aws/constructs/iam";
import type { Audit } from "../../config/audit";
import type { Config } from "../../config/config";
import { accountOf } from "../account";

/** The trail's ARN: its home region is where the stack is. */
export const ownTrail = (config: Config, { name }: Audit) => trailArn(accountOf(config), config.bedrock.region, name);

/** The log group of the trail's events. */
export const eventsGroup = ({ name }: Audit) => `/${name}/trail`;

/** The log group of Bedrock's invocation logs. */
export const invocationsGroup = ({ name }: Audit) => `/${name}/bedrock`;
