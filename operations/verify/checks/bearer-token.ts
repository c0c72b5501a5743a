import { type Check, pass, skip } from "../check";

const NAME = "AWS_BEARER_TOKEN_BEDROCK";

/** It would silently take the place of the signature in every call of Bedrock. */
export const bearerToken: Check = {
  name: "bearer-token",
  needs: [],
  async run({ env }) {
    return env[NAME] === undefined
      ? pass(`${NAME} is not set here.`)
      : skip(
          `${NAME} is set in your environment. It is not used here, but other programs prefer it to your credentials: unset it.`,
        );
  },
};
