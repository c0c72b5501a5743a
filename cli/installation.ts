import type { Installation } from "@openhands-aws/guard/cli";
import { configOption } from "./config-option";

/**
 * This project's own config and stacks, for the verbs of the guard. CDKTF, its provider and the config's schema take a
 * third of a second to load: a run over other Terraform does not wait for them.
 */
export const installation: Installation = {
  option: configOption(),
  load: async (config) => (await import("./own-stacks.js")).loadOwnStacks(config),
};
