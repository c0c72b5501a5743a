import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { type ConfiguredName, sharedNames } from "./duplicates";

/** Labels that the stack `openhands-deploy` always uses, and suffixes of what belongs to a role. */
const TAKEN_LABELS =
  /^(?:github_oidc|upload_to_s3|github_s3_sync|registry|registry_url|lifecycle|aws|backend)$|_(?:trust|role_arn)$/;

export function* nameConflicts(file: ConfigFile): Iterable<Problem> {
  const { runtime, bedrock, externalSecrets, deploy, operations } = file;
  // In the stacks `openhands-deploy` and `openhands-operations` a role's policy has the role's name.
  const deployed = [...deployedRoles(deploy), ...operationRoles(operations)];
  yield* sharedNames([...ownRoles(file), ...deployed]);
  yield* sharedNames([
    [["runtime", "s3Policy", "name"], runtime.s3Policy.name],
    [["runtime", "configuration", "policy"], runtime.configuration.policy],
    [["bedrock", "policy", "name"], bedrock.policy.name],
    ...(bedrock.apiKey ? [[["bedrock", "apiKey", "policy"], bedrock.apiKey.policy] as const] : []),
    [["externalSecrets", "policy"], externalSecrets.policy],
    ...(runtime.refresher ? [[["runtime", "refresher", "policy"], runtime.refresher.policy] as const] : []),
    // Those that clash with each other are reported above.
    ...new Map(deployed.map((named): [string, ConfiguredName] => [named[1].toLowerCase(), named])).values(),
  ]);
  for (const label of Object.keys(deploy?.roles ?? {}))
    if (TAKEN_LABELS.test(label))
      yield {
        path: ["deploy", "roles", label],
        message:
          "is already used in this stack, or ends with a suffix reserved for role resources; choose another label",
        wrongKey: true,
      };
}

/** The roles that OpenHands itself uses: from GitHub, for the refresher's sessions, and of its own pod. */
export const ownRoles = ({ runtime, kubernetes }: ConfigFile): ConfiguredName[] => [
  [["runtime", "role"], runtime.role],
  ...(runtime.refresher ? [[["runtime", "refresher", "role"], runtime.refresher.role] as const] : []),
  ...(kubernetes?.identity ? [[["kubernetes", "identity", "role"], kubernetes.identity.role] as const] : []),
];

/** The roles of the stack `openhands-deploy`, all of which GitHub runs can assume. */
export const deployedRoles = (deploy: ConfigFile["deploy"]): ConfiguredName[] =>
  deploy
    ? [
        [["deploy", "build", "role"], deploy.build.role],
        [["deploy", "build", "chained", "role"], deploy.build.chained.role],
        [["deploy", "sync", "role"], deploy.sync.role],
        ...Object.entries(deploy.roles).map(
          ([label, { name }]): ConfiguredName => [["deploy", "roles", label, "name"], name],
        ),
      ]
    : [];

/** The roles of the stack `openhands-operations`. */
export const operationRoles = (operations: ConfigFile["operations"]): ConfiguredName[] =>
  Object.entries(operations?.roles ?? {}).map(([verb, { name }]) => [["operations", "roles", verb, "name"], name]);
