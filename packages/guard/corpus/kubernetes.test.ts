import { readFileSync } from "node:fs";
import { join } from "node:path";
import { found } from "./support/found";

/** Objects of a cluster as Terraform carries them. */
it.each<[file: string, ...expected: string[]]>([
  ["bad-quantities.tf", "warning noncanonical-quantity kubernetes_manifest.claim"],
  [
    "bad-quantities.tf.json",
    "warning noncanonical-quantity kubernetes_manifest.app",
    "warning noncanonical-quantity kubernetes_manifest.app",
  ],
  ["bad-interval.tf.json", "warning noncanonical-duration kubernetes_manifest.secret"],
  ["bad-version.tf.json", "warning deprecated-external-secrets-version kubernetes_manifest.secret"],
  [
    "bad-kubectl-version.tf",
    "warning deprecated-external-secrets-version kubectl_manifest.secret",
    "warning noncanonical-duration kubectl_manifest.secret",
  ],
  ["bad-unwritten-parameter.tf.json", "warning external-secret-parameter kubernetes_manifest.secret"],
  ["bad-missing-key.tf.json", "error missing-secret-key kubernetes_manifest.app"],
  ["bad-duplicate.tf.json", "warning duplicate-environment-variable kubernetes_manifest.app"],
  ["bad-socket.tf", "info privileged-pod kubernetes_manifest.app"],
  ["good-app.tf.json"],
  ["good-deployment.tf"],
])("%s", async (file, ...expected) => {
  expect(await found({ [file]: readFileSync(join(__dirname, "kubernetes", file), "utf8") })).toEqual(expected);
});
