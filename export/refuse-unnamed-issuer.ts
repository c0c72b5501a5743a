import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../config/config";
import { awaitsIssuer } from "../config/identity";
import { exportedBefore, openhandsFile } from "./exported-before";

/**
 * The issuer's URL is left out only before AWS trusts it: its path says which objects the distribution may read.
 * @param folder where the Terraform directories are
 * @throws InputError with what was exported with a URL
 */
export function refuseUnnamedIssuer(config: Config, folder: string | undefined): void {
  if (folder === undefined || !awaitsIssuer(config)) return;
  const file = openhandsFile(folder);
  if (exportedBefore(file).resource?.aws_iam_role?.openhands_workload)
    throw new InputError(
      `kubernetes.identity.issuer.url is left out, but ${file} has the role that trusts the issuer. Nothing was written.\n  Write the URL that the API server has as its issuer.`,
    );
}
