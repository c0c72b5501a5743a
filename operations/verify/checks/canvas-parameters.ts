import { canvasKeyParameters } from "../../../config/canvas-keys";
import { type Check, skip, verdict } from "../check";
import { secureStringProblems } from "../secure-string-problems";

/** Agent Canvas' keys exist and are encrypted. They are not read. */
export const canvasParameters: Check = {
  name: "canvas-parameters",
  async run({ account, config }) {
    const names = canvasKeyParameters(config).map(({ name }) => name);
    if (names.length === 0) return skip("The stack openhands creates no keys of Agent Canvas.");
    const problems = secureStringProblems(names, await account.parameters(names, false));
    return verdict(problems, `${names.join(" and ")} exist, each a SecureString.`);
  },
};
