import type { Config } from "../../config/config";

/**
 * What tfaction needs in addition to the configuration; no lock file, because tfaction creates it for every platform.
 * @see https://suzuki-shunsuke.github.io/tfaction/docs/
 */
export function tfactionFiles(stack: string, { tfaction, terraform }: Config): [name: string, text: string][] {
  const { historyBucket, versions } = tfaction;
  const directory = terraform.state.key.replaceAll("<stack>", stack).replace(/\/v\d+\/[^/]*$|\/[^/]*$/, "");
  return [
    ["tfaction.yaml", "{}\n"],
    [".tflint.hcl", tflint(versions.tflintRulesetAws)],
    [".tfmigrate.hcl", tfmigrate(historyBucket, `${directory}/history.json`)],
    ["aqua/aqua.yaml", aqua(versions.aquaRegistry)],
    ["aqua/imports/terraform.yaml", aquaPackage(`hashicorp/terraform@${versions.terraform}`)],
    ["aqua/imports/tflint.yaml", aquaPackage(`terraform-linters/tflint@${versions.tflint}`)],
    ["aqua/imports/trivy.yaml", aquaPackage(`aquasecurity/trivy@${versions.trivy}`)],
  ];
}

/** Rules about comments and file names make no sense for JSON. */
const tflint = (version: string) => `plugin "aws" {
  enabled    = true
  version    = "${version}"
  source     = "github.com/terraform-linters/tflint-ruleset-aws"
  deep_check = true
}

rule "terraform_documented_outputs" {
  enabled = true
}

rule "terraform_documented_variables" {
  enabled = true
}

rule "terraform_naming_convention" {
  enabled = true
}

rule "terraform_required_providers" {
  enabled = true
}

rule "terraform_required_version" {
  enabled = true
}

rule "terraform_typed_variables" {
  enabled = true
}

# One generated file holds everything.
rule "terraform_standard_module_structure" {
  enabled = false
}
`;

const tfmigrate = (bucket: string, key: string) => `tfmigrate {
  migration_dir = "./tfmigrate"

  history {
    storage "s3" {
      bucket = "${bucket}"
      key    = "${key}"
    }
  }
}
`;

const aqua = (registry: string) => `checksum:
  enabled: true
  require_checksum: true
registries:
  - type: standard
    ref: ${registry}
packages:
  - import: imports/*.yaml
`;

const aquaPackage = (name: string) => `packages:
  - name: ${name}
`;
