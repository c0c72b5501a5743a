const IDENTITY = "kubernetes: {identity: {cluster: self-hosted, issuer: {url: https://oidc.example.com/openhands}}}";

/** For tests: the steps from the access key to the pod's own identity, by what they are called there. */
export const MIGRATION_STEPS = {
  key: "kubernetes: {}",
  both: IDENTITY,
  kept: `${IDENTITY}\nbedrock: {access: workload-identity, accessKey: {keep: true}}`,
  off: `${IDENTITY}\nbedrock: {access: workload-identity, accessKey: {keep: true, status: Inactive}}`,
  keyless: `${IDENTITY}\nbedrock: {access: workload-identity}`,
} as const;

export type MigrationStep = keyof typeof MIGRATION_STEPS;
