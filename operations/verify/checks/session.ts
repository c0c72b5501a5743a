import { agentUsesIdentity, usesIdentity } from "../../../config/identity";
import { type Check, pass, skip } from "../check";

/** The access key gets a session of the sessions' role, with the session policy, as the refresher does. */
export const session: Check = {
  name: "session",
  async run({ account, config }) {
    if (agentUsesIdentity(config)) return skip("The pod's own session is the agent's (check web-identity).");
    await account.session();
    const who = usesIdentity(config) ? "The pod's identity" : "The access key";
    return pass(`${who} can assume ${config.runtime.refresher?.role}, with the session policy.`);
  },
};
