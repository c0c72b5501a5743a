import type { Config } from "../../config/config";
import { operatorParameters } from "../openhands/hardening";

interface OwnNames {
  readonly roles: readonly string[];
  readonly policies: readonly string[];
}

/** The roles and managed policies that all stacks create, as AWS names them. */
export function ownNames(config: Config): OwnNames {
  const { runtime, bedrock, externalSecrets, deploy, audit, operations } = config;
  const { refresher } = runtime;
  const identity = config.kubernetes?.identity;
  // In these stacks a role and its policy have one name.
  const both = [
    ...(deploy ? [deploy.build.role, deploy.build.chained.role, deploy.sync.role] : []),
    ...Object.values(deploy?.roles ?? {}).map(({ name }) => name),
    ...(audit ? [`${audit.name}-trail`, `${audit.name}-bedrock`] : []),
    ...Object.values(operations?.roles ?? {}).map(({ name }) => name),
  ];
  return {
    roles: [runtime.role, ...(refresher ? [refresher.role] : []), ...(identity ? [identity.role] : []), ...both],
    policies: [
      ...[runtime.s3Policy.name, runtime.configuration.policy],
      ...(bedrock.rollback ? [] : [bedrock.policy.name]),
      ...(bedrock.apiKey ? [bedrock.apiKey.policy] : []),
      ...(operatorParameters(config).length > 0 ? [externalSecrets.policy] : []),
      ...(refresher && refresher.principal === undefined ? [refresher.policy] : []),
      ...both,
    ],
  };
}
