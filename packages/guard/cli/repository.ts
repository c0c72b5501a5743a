import { InputError } from "@openhands-aws/facts/program-error";
import type { Repository } from "../claims/github-job";

/** @throws InputError if it is not OWNER/NAME */
export function parseRepository(text: string): Repository {
  const [, owner, name] = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([\w.-]+)$/.exec(text) ?? [];
  if (!owner || !name) throw new InputError(`--repository ${text}: write OWNER/NAME, such as boxp/arch.`);
  return { owner, name };
}
