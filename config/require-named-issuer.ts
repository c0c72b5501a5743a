import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "./config";
import { awaitsIssuer } from "./identity";

/** @throws InputError as long as there is nothing but the stack openhands-issuer to look at */
export function requireNamedIssuer(config: Config): void {
  if (awaitsIssuer(config))
    throw new InputError(
      'kubernetes.identity.issuer has no url yet, so that only the stack openhands-issuer is exported. Apply it, write https:// and its "terraform output domain_name" as url, and export again.',
    );
}
