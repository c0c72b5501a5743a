import type { Repository } from "@openhands-aws/guard";
import { Option } from "commander";
import { InputError } from "../config/input-error";

export const configOption = () =>
  new Option("--config <file>", "the config file (default: OPENHANDS_AWS_CONFIG, or config/openhands.yaml)");

/** @throws InputError if it is not OWNER/NAME */
export function parseRepository(text: string): Repository {
  const [, owner, name] = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([\w.-]+)$/.exec(text) ?? [];
  if (!owner || !name) throw new InputError(`--repository ${text}: write it as OWNER/NAME, such as boxp/arch.`);
  return { owner, name };
}
