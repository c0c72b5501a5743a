import { Option } from "commander";

/** Which values the variables have: may be repeated. */
export const varFileOption = (): Option =>
  new Option(
    "--var-file <file>",
    "read with these values of variables, as terraform -var-file: wins over files that are loaded anyway, and the last one over the others (default: each *.tfvars of a root module that is not loaded anyway is tried alone)",
  )
    .argParser((file: string, files: readonly string[]) => [...files, file])
    .default([], "none");
