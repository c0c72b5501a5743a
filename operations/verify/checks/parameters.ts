import { storedCredentials } from "../../../config/credentials";
import { type Check, skip, verdict } from "../check";
import { secureStringProblems } from "../secure-string-problems";

/** The parameters with the credentials exist and are encrypted. */
export const parameters: Check = {
  name: "parameters",
  async run({ account, config, expected }) {
    if (!expected.parameters.some(({ name }) => name === config.bedrock.accessKeyIdParameter))
      return skip("The stacks have no parameter with an access key.");
    const names = Object.values(storedCredentials(config));
    const problems = secureStringProblems(names, await account.credentials());
    return verdict(problems, `${names.join(" and ")} exist, each a SecureString.`);
  },
};
