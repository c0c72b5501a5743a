import { reportedBy } from "../account";
import { type Check, fail, NotApplicable, pass } from "../check";

/** The id in the parameter is the one of an active key of the user. */
export const parameterKey: Check = {
  name: "parameter-key",
  async run({ account, config, expected }) {
    const parameter = config.bedrock.accessKeyIdParameter;
    const exported = expected.accessKeys.filter(({ user }) => user === config.bedrock.user.name);
    if (!exported.some(({ status }) => status === "Active"))
      throw new NotApplicable("The config has no active access key.");
    const id = await account.credential(parameter);
    const keys = await reportedBy("access-keys", account.keys());
    const found = keys.find(({ AccessKeyId }) => AccessKeyId === id);
    if (found?.Status === "Active") return pass(`${parameter} names the active key ${id}.`);
    if (found) return fail(`${parameter} names ${id}, which is ${found.Status}. Rotate the key.`);
    return fail(`${parameter} names ${shown(id)}, which is not a key of the user. Apply the stack openhands.`);
  },
};

/** Someone may have put the secret into the wrong parameter. */
const shown = (id: string): string => (/^A[A-Z0-9]{15,31}$/.test(id) ? id : "something that is not an access key's id");
