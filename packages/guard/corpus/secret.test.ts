import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { found } from "./support/found";

/** Of a file, or of all files of a folder, by their paths. */
function textsOf(name: string): Record<string, string> {
  const path = join(FOLDER, name);
  if (statSync(path).isFile()) return { [name]: readFileSync(path, "utf8") };
  return Object.assign({}, ...readdirSync(path).map((inner) => textsOf(`${name}/${inner}`)));
}

const FOLDER = join(__dirname, "secret");

/** Where the world writes its secrets, and where it only seems to. */
it.each<[file: string, ...expected: string[]]>([
  ["bad-provider-keys.tf", "error provider-credential provider.aws", "error provider-credential provider.aws"],
  ["bad-documented-example.tf", "warning provider-credential provider.aws", "warning provider-credential provider.aws"],
  [
    "bad-user-data-heredoc.tf",
    "error user-data-credential aws_instance.runner",
    "error user-data-credential aws_instance.runner",
  ],
  ["bad-lambda-environment.tf.json", "error literal-credential aws_lambda_function.agent"],
  ["bad-ecs-environment.tf", "error literal-credential aws_ecs_task_definition.app"],
  ["bad-database-password.tf", "error literal-credential aws_db_instance.main"],
  ["bad-locals-password.tf", "error literal-credential local.settings"],
  ["bad-module", "error literal-credential module.db.aws_db_instance.main"],
  ["bad-private-key.tf", "error literal-credential aws_ssm_parameter.ops"],
  ["bad-secure-parameter-literal.tf", "error literal-credential aws_ssm_parameter.key"],
  ["bad-secret-version.tf", "error literal-credential aws_secretsmanager_secret_version.app"],
  ["bad-variable-default.tf", "error variable-secret-default var.slack_webhook_token"],
  ["bad-key-default.tf.json", "error variable-secret-default var.key"],
  ["bad-settings", "error variable-secret-default var.db_password"],
  [
    "bad-output-access-key.tf",
    "error secret-in-output output.credentials",
    "info long-lived-access-key aws_iam_access_key.ci",
  ],
  [
    "bad-output-smtp.tf",
    "error secret-in-output output.smtp_password",
    "info long-lived-access-key aws_iam_access_key.mail",
  ],
  ["bad-output-plan.json", "error secret-in-output output.key"],
  [
    "bad-string-parameter.tf",
    "error secret-in-string-parameter aws_ssm_parameter.secret",
    "info long-lived-access-key aws_iam_access_key.bedrock",
  ],
  ["bad-string-parameter-random.tf", "error secret-in-string-parameter aws_ssm_parameter.db"],
  [
    "bad-parameter-names.tf",
    "error parameter-name aws_ssm_parameter.reserved",
    "error parameter-name aws_ssm_parameter.unqualified",
  ],
  [
    "bad-kubernetes-env.tf.json",
    "error kubernetes-plain-secret kubernetes_manifest.app",
    "error kubernetes-plain-secret kubernetes_manifest.app",
  ],
  [
    "bad-kubernetes-env-reference.tf",
    "error kubernetes-plain-secret kubernetes_deployment_v1.app",
    "info long-lived-access-key aws_iam_access_key.app",
  ],
  ["bad-config-map.tf", "error kubernetes-plain-secret kubernetes_config_map_v1.app"],
  ["bad-unloaded-settings", "error variable-secret-default var.db_password"],
  ["bad-helm-values", "error literal-credential helm_release.grafana", "error literal-credential helm_release.grafana"],
  ["bad-kubectl-manifest.tf", "error kubernetes-plain-secret kubectl_manifest.app"],
  ["bad-cloudinit.tf", "error user-data-credential data.cloudinit_config.runner"],
  ["bad-user-data-packed.tf", "error user-data-credential aws_launch_template.runner"],
  ["bad-user-data-quoted.tf", "error user-data-credential aws_launch_configuration.web"],
  ["bad-provisioner.tf", "error literal-credential null_resource.upload"],
  ["good-helm-values.tf"],
  ["good-secrets-manager.tf"],
  ["good-placeholder-ignored.tf"],
  ["good-sensitive-output.tf"],
  ["good-settings.tf"],
  ["good-emulator.tf"],
  ["good-kubernetes.tf.json"],
  ["good-plan.json", "info long-lived-access-key aws_iam_access_key.ci"],
])("%s", async (name, ...expected) => expect(await found(textsOf(name))).toEqual(expected));
