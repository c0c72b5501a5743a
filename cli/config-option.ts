import { Option } from "commander";

export const configOption = () =>
  new Option("--config <file>", "the config file (default: OPENHANDS_AWS_CONFIG, or config/openhands.yaml)");
