import { configureAwsCredentials, type UsesStep, use } from "@openhands-aws/constructs/github";
import { roleArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../config/config";
import { accountOf } from "../stacks/account";

export interface Session {
  readonly name: string;
  readonly seconds: number;
}

/** The inputs that both ways of assuming a role share. */
export const sessionInputs = (config: Config, role: string, { name, seconds }: Session) => ({
  "role-to-assume": roleArn(accountOf(config), role),
  "aws-region": config.aws.region,
  "role-session-name": name,
  "role-duration-seconds": seconds,
  "allowed-account-ids": config.aws.account,
});

/** Exchanges the run's token for a session of the role; later steps find it in their environment. */
export const assumeRole = (config: Config, role: string, session: Session): UsesStep =>
  use(configureAwsCredentials, {
    name: `Assume the role ${role}`,
    with: { ...sessionInputs(config, role, session), audience: config.github.audiences[0] as string },
  });
