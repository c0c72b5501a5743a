import { configureAwsCredentials, type RunStep, use, type Workflow } from "@openhands-aws/constructs/github";
import { roleArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../config/config";
import type { Deploy } from "../config/schema/deploy";
import { accountOf } from "../stacks/account";
import { type Admission, admission } from "./admission";
import { assumeRole, type Session, sessionInputs } from "./assume-role";

export const IDENTITY_CHECK_FILE = "openhands-identity-check.yml";

const TOKEN_FILE = "${{ runner.temp }}/aws-token";

/** AWS's shortest; the identity is checked at once. */
const SECONDS_OF_RUNTIME = 900;

/** Assumes the build role in both ways that a token allows, and the sandboxes' role, and asks AWS for the identity. */
export function identityCheck(config: Config, { build, identityCheck: { session } }: Deploy): Workflow | undefined {
  const admitted = admission(config, build.subjects, { file: IDENTITY_CHECK_FILE });
  if (!admitted) return undefined;
  const common = { ...admitted.job, minutes: 5, permissions: { "id-token": "write" } } as const;
  const fetch = fetchToken(config.github.audiences[0] as string);
  const expected = { EXPECTED: sessionArn(config, build.role, session.name) };
  return {
    name: "Check the identity in AWS",
    on: admitted.byHand ? { workflow_dispatch: null } : admitted.on,
    group: "openhands-identity-check",
    jobs: {
      action: {
        name: "Through the official action",
        ...common,
        steps: [
          fetch,
          use(configureAwsCredentials, {
            name: `Assume the role ${build.role}`,
            with: { ...sessionInputs(config, build.role, session), "web-identity-token-file": TOKEN_FILE },
          }),
          compareIdentity(expected),
        ],
      },
      sdk: {
        name: "Through the SDK alone",
        ...common,
        steps: [
          fetch,
          compareIdentity({
            ...expected,
            AWS_WEB_IDENTITY_TOKEN_FILE: TOKEN_FILE,
            AWS_ROLE_ARN: roleArn(accountOf(config), build.role),
            AWS_ROLE_SESSION_NAME: session.name,
            AWS_DEFAULT_REGION: config.aws.region,
          }),
        ],
      },
      ...runtimeJob(config, session, admitted),
    },
  };
}

/** Nothing else here assumes the sandboxes' role from GitHub: without this, a trust that accepts no run would go unnoticed. */
function runtimeJob(config: Config, { name }: Session, { byHand }: Admission): Workflow["jobs"] {
  const { role, subjects } = config.runtime;
  const admitted = admission(config, subjects, { file: IDENTITY_CHECK_FILE });
  // Otherwise a run starts only on the build role's subjects.
  if (!byHand || !admitted?.byHand) return {};
  return {
    runtime: {
      name: "As the sandboxes' role",
      ...admitted.job,
      minutes: 5,
      permissions: { "id-token": "write" },
      steps: [
        assumeRole(config, role, { name, seconds: SECONDS_OF_RUNTIME }),
        compareIdentity({ EXPECTED: sessionArn(config, role, name) }),
      ],
    },
  };
}

/**
 * Without the audience the token would be for the repository's owner, and AWS would reject it.
 * @see https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
const fetchToken = (audience: string): RunStep => ({
  name: "Fetch the run's token",
  env: { AUDIENCE: audience, TOKEN_FILE },
  // The bearer token goes through standard input, because other processes can see a command line.
  run: `umask 077
curl -fsS --retry 3 --max-time 30 -G -H @- --data-urlencode "audience=$AUDIENCE" "$ACTIONS_ID_TOKEN_REQUEST_URL" \\
  <<< "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" |
  jq -ej .value > "$TOKEN_FILE"
`,
});

const compareIdentity = (env: Readonly<Record<string, string>>): RunStep => ({
  name: "Compare the identity in AWS",
  env,
  run: `identity=$(aws sts get-caller-identity --query Arn --output text)
echo "$identity"
[ "$identity" = "$EXPECTED" ]
`,
});

const sessionArn = (config: Config, role: string, session: string) =>
  `arn:${config.partition}:sts::${config.aws.account}:assumed-role/${role}/${session}`;
