import { type Check, fail, pass } from "../check";

/** All other checks of the account depend on it, so that one line says what is wrong. */
export const awsAccess: Check = {
  name: "aws-access",
  needs: [],
  async run({ account, config }) {
    const { Account, Arn } = await account.caller();
    return Account === config.aws.account
      ? pass(`You are ${Arn}.`)
      : fail(
          `You are ${Arn}, of account ${Account}; the config is for account ${config.aws.account}. Use its credentials.`,
        );
  },
};
