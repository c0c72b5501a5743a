import type { Installation } from "@openhands-aws/guard/cli";
import { Option } from "commander";

export const configOption = () =>
  new Option("--config <file>", "the config file (default: OPENHANDS_AWS_CONFIG, or config/openhands.yaml)");

/**
 * This project's own config and stacks, for the guard's verbs. CDKTF, its provider and the config's schema take a third
 * of a second to load: a run over other Terraform does not wait for them.
 */
export const installation: Installation = {
  option: configOption(),
  load: async (config) => (await import("./own-stacks.js")).loadOwnStacks(config),
};
