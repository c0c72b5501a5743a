import { type Check, fail, pass } from "../check";

export const user: Check = {
  name: "user",
  async run({ account, config }) {
    const { name, path } = config.bedrock.user;
    const found = await account.findUser();
    if (!found) return fail(`There is no user ${name}. Apply the stack openhands.`);
    return found.Path === path
      ? pass(`${found.Arn} exists.`)
      : fail(`The user ${name} has the path ${found.Path}; the config says ${path}.`);
  },
};
