/** An action, pinned to the commit of a release. Its inputs are those of `action.yml` at that commit. */
export interface Action {
  /** `owner/name` */
  readonly name: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** The tag of the commit. */
  readonly version: string;
  /** Every input, as https://raw.githubusercontent.com/NAME/COMMIT/action.yml has them. */
  readonly inputs: readonly string[];
}

export const checkout = {
  name: "actions/checkout",
  commit: "3d3c42e5aac5ba805825da76410c181273ba90b1",
  version: "v7.0.1",
  inputs: [
    "allow-unsafe-pr-checkout",
    "clean",
    "fetch-depth",
    "fetch-tags",
    "filter",
    "github-server-url",
    "lfs",
    "path",
    "persist-credentials",
    "ref",
    "repository",
    "set-safe-directory",
    "show-progress",
    "sparse-checkout",
    "sparse-checkout-cone-mode",
    "ssh-key",
    "ssh-known-hosts",
    "ssh-strict",
    "ssh-user",
    "submodules",
    "token",
  ],
} as const satisfies Action;

export const configureAwsCredentials = {
  name: "aws-actions/configure-aws-credentials",
  commit: "e6de054238d6b7531b4efff3b6587d9aade6a06c",
  version: "v6.2.3",
  inputs: [
    "action-timeout-s",
    "allowed-account-ids",
    "audience",
    "aws-access-key-id",
    "aws-profile",
    "aws-region",
    "aws-secret-access-key",
    "aws-session-token",
    "custom-tags",
    "disable-retry",
    "force-skip-oidc",
    "http-proxy",
    "inline-session-policy",
    "managed-session-policies",
    "mask-aws-account-id",
    "no-proxy",
    "output-credentials",
    "output-env-credentials",
    "overwrite-aws-profile",
    "retry-max-attempts",
    "role-chaining",
    "role-duration-seconds",
    "role-external-id",
    "role-session-name",
    "role-skip-session-tagging",
    "role-to-assume",
    "special-characters-workaround",
    "sts-endpoint",
    "transitive-tag-keys",
    "unset-current-credentials",
    "use-existing-credentials",
    "web-identity-token-file",
  ],
} as const satisfies Action;

export const ecrLogin = {
  name: "aws-actions/amazon-ecr-login",
  commit: "03f1aad4c6c7ffd436567f42f9384779290529bd",
  version: "v2.1.7",
  inputs: ["http-proxy", "mask-password", "registries", "registry-type", "skip-logout"],
} as const satisfies Action;

export const dockerLogin = {
  name: "docker/login-action",
  commit: "4907a6ddec9925e35a0a9e82d7399ccc52663121",
  version: "v4.1.0",
  inputs: ["ecr", "logout", "password", "registry", "registry-auth", "scope", "username"],
} as const satisfies Action;

export const setupBuildx = {
  name: "docker/setup-buildx-action",
  commit: "37fe631027851001ddb9b187196cc803df7f5f0e",
  version: "v4.3.0",
  inputs: [
    "append",
    "buildkitd-config",
    "buildkitd-config-inline",
    "buildkitd-flags",
    "cache-binary",
    "cleanup",
    "driver",
    "driver-opts",
    "endpoint",
    "keep-state",
    "name",
    "platforms",
    "use",
    "version",
  ],
} as const satisfies Action;

export const buildPush = {
  name: "docker/build-push-action",
  commit: "53b7df96c91f9c12dcc8a07bcb9ccacbed38856a",
  version: "v7.3.0",
  inputs: [
    "add-hosts",
    "allow",
    "annotations",
    "attests",
    "build-args",
    "build-contexts",
    "builder",
    "cache-from",
    "cache-to",
    "call",
    "cgroup-parent",
    "context",
    "file",
    "github-token",
    "labels",
    "load",
    "network",
    "no-cache",
    "no-cache-filters",
    "outputs",
    "platforms",
    "provenance",
    "pull",
    "push",
    "sbom",
    "secret-envs",
    "secret-files",
    "secrets",
    "shm-size",
    "ssh",
    "tags",
    "target",
    "ulimit",
  ],
} as const satisfies Action;

export const attest = {
  name: "actions/attest",
  commit: "1e69f48acb82d1966a394da916b4c1698aa569d6",
  version: "v4.2.2",
  inputs: [
    "create-storage-record",
    "github-token",
    "predicate",
    "predicate-path",
    "predicate-type",
    "push-to-registry",
    "sbom-path",
    "show-summary",
    "subject-checksums",
    "subject-digest",
    "subject-name",
    "subject-path",
    "subject-version",
  ],
} as const satisfies Action;

export const setupNode = {
  name: "actions/setup-node",
  commit: "820762786026740c76f36085b0efc47a31fe5020",
  version: "v7.0.0",
  inputs: [
    "architecture",
    "cache",
    "cache-dependency-path",
    "check-latest",
    "mirror",
    "mirror-token",
    "node-version",
    "node-version-file",
    "package-manager-cache",
    "registry-url",
    "scope",
    "token",
  ],
} as const satisfies Action;

export const uploadArtifact = {
  name: "actions/upload-artifact",
  commit: "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a",
  version: "v7.0.1",
  inputs: [
    "archive",
    "compression-level",
    "if-no-files-found",
    "include-hidden-files",
    "name",
    "overwrite",
    "path",
    "retention-days",
  ],
} as const satisfies Action;

export const downloadArtifact = {
  name: "actions/download-artifact",
  commit: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
  version: "v8.0.1",
  inputs: [
    "artifact-ids",
    "digest-mismatch",
    "github-token",
    "merge-multiple",
    "name",
    "path",
    "pattern",
    "repository",
    "run-id",
    "skip-decompress",
  ],
} as const satisfies Action;
