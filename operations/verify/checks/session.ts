import { type Check, pass } from "../check";

/** The access key gets a session of the sessions' role, with the session policy, as the refresher does. */
export const session: Check = {
  name: "session",
  async run({ account, config }) {
    await account.session();
    return pass(`The access key can assume ${config.runtime.refresher?.role}, with the session policy.`);
  },
};
