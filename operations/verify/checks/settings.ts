import { type Check, skip, verdict } from "../check";

/** The plain parameters of the stacks exist and hold what is exported. */
export const settings: Check = {
  name: "settings",
  async run({ account, expected }) {
    const wanted = expected.parameters.filter(({ type, value }) => type !== "SecureString" && value !== undefined);
    if (wanted.length === 0) return skip("The config exports no settings.");
    const found = await account.parameters(
      wanted.map(({ name }) => name),
      false,
    );
    const problems = wanted.flatMap(({ name, value }) => {
      const actual = found.get(name);
      if (!actual) return `There is no parameter ${name}. Apply the stack openhands.`;
      return actual.value === value ? [] : `The parameter ${name} is ${actual.value}; exported is ${value}.`;
    });
    return verdict(problems, `The ${wanted.length} settings are as exported.`);
  },
};
