/** The config file in use: the command line's --config, else OPENHANDS_AWS_CONFIG, else this installation's. */
export const configFile = (option?: string): string =>
  option ?? (process.env.OPENHANDS_AWS_CONFIG || "config/openhands.yaml");
