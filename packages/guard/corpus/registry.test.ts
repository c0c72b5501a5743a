import { readFileSync } from "node:fs";
import { join } from "node:path";
import { found } from "./support/found";

/** Registries as the world keeps them. */
it.each<[file: string, ...expected: string[]]>([
  ["bad-mutable.tf", "warning mutable-tag aws_ecr_repository.runtime"],
  ["bad-mutable-deployed.tf.json", "error mutable-tag aws_ecr_repository.runtime"],
  ["bad-expire-any.tf", "warning expired-image aws_ecr_lifecycle_policy.runtime"],
  ["bad-expire-releases.tf", "warning expired-image aws_ecr_lifecycle_policy.runtime"],
  ["bad-open-pull.tf", "error open-repository aws_ecr_repository_policy.runtime"],
  ["bad-open-push-plan.json", "error open-repository aws_ecr_repository_policy.runtime"],
  [
    "bad-sandbox-push.tf",
    "warning sandbox-push aws_iam_role.runtime",
    "info long-lived-access-key aws_iam_access_key.openhands",
  ],
  ["good-registry.tf"],
  ["good-workflow-push.tf.json"],
])("%s", async (file, ...expected) => {
  expect(await found({ [file]: readFileSync(join(__dirname, "registry", file), "utf8") })).toEqual(expected);
});
