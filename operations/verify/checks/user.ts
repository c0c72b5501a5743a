import { type Check, fail, pass, skip } from "../check";

export const user: Check = {
  name: "user",
  async run({ account, config, expected }) {
    const { name, path } = config.bedrock.user;
    const found = await account.findUser();
    const exported = expected.attachments.some((identity) => identity.kind === "user" && identity.name === name);
    if (!exported) return found ? fail(`The user ${name} exists, but is no longer exported.`) : skip(NOT_EXPORTED);
    if (!found) return fail(`There is no user ${name}. Apply the stack openhands.`);
    return found.Path === path
      ? pass(`${found.Arn} exists.`)
      : fail(`The user ${name} has the path ${found.Path}; the config says ${path}.`);
  },
};

const NOT_EXPORTED = "The stacks have no Bedrock user.";
