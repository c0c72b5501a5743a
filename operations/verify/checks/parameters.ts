import { credentialParameters } from "../../../config/credentials";
import { type Check, verdict } from "../check";
import { secureStringProblems } from "../secure-string-problems";

/** The parameters with the credentials exist and are encrypted. */
export const parameters: Check = {
  name: "parameters",
  async run({ account, config }) {
    const names = Object.values(credentialParameters(config));
    const problems = secureStringProblems(names, await account.credentials());
    return verdict(problems, `${names.join(" and ")} exist, each a SecureString.`);
  },
};
