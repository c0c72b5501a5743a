import {
  buildPush,
  checkout,
  configureAwsCredentials,
  type RunStep,
  setupBuildx,
  type UsesStep,
  use,
  type Workflow,
} from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import { ecrRegistry } from "../config/image";
import type { Deploy } from "../config/schema/deploy";
import { admission } from "./admission";
import { askForTag, IF_ABSENT } from "./ask-for-tag";
import { assumeRole, sessionInputs } from "./assume-role";
import { logInToEcr } from "./registry-login";

const FILE = "openhands-chained-build.yml";
export const CHAINED_BUILD_FILE = FILE;
/** The folder of the example, in this package as in the repository. */
const CONTEXT = "docker/upload-example";
const SECRET = "${{ runner.temp }}/credentials.json";

/** A docker build that writes to the bucket: the build role assumes the chained role, whose session is a build secret. */
export function chainedBuild(config: Config, { build, registry }: Deploy): Workflow | undefined {
  const admitted = admission(config, build.subjects, {
    file: FILE,
    paths: [`${CONTEXT}/**`, `.github/workflows/${FILE}`],
  });
  if (!admitted) return undefined;
  const { role, session, chained } = build;
  return {
    name: "Build with an upload to S3",
    on: { ...admitted.on, ...(admitted.byHand && { workflow_dispatch: null }) },
    group: "openhands-chained-build",
    jobs: {
      build: {
        name: "Build, upload and push",
        ...admitted.job,
        minutes: 30,
        permissions: { contents: "read", "id-token": "write" },
        steps: [
          use(checkout, { name: "Check out", with: { "persist-credentials": false } }),
          assumeRole(config, role, session),
          logInToEcr(config),
          nameImage(`${ecrRegistry(config)}/${registry.repository}`),
          askForTag({ IMAGE: "${{ steps.image.outputs.name }}" }),
          chain(config, chained),
          keepCredentials,
          use(setupBuildx, { name: "Set up buildx", if: IF_ABSENT }),
          use(buildPush, {
            name: "Build and push",
            if: IF_ABSENT,
            with: {
              context: CONTEXT,
              "build-args": `REGION=${config.aws.region}\nBUCKET=${chained.bucket}\nPREFIX=${chained.prefixes[0] ?? ""}\n`,
              tags: "${{ steps.image.outputs.name }}",
              push: true,
              "secret-files": `credentials=${SECRET}`,
            },
          }),
          { name: "Delete the credentials", if: "always()", run: 'rm -f "$RUNNER_TEMP/credentials.json"\n' },
        ],
      },
    },
  };
}

/** Git already has a hash of the context's content. */
const nameImage = (repository: string): RunStep => ({
  name: "Name the image after its content",
  id: "image",
  env: { REPOSITORY: repository, CONTEXT },
  run: `tree=$(git rev-parse "HEAD:$CONTEXT")
echo "name=$REPOSITORY:upload-example-\${tree:0:12}" >> "$GITHUB_OUTPUT"
`,
});

/** The environment keeps the build role: the chained role's session goes only to outputs, which GitHub masks. */
const chain = (config: Config, { role, session, tagSession }: Deploy["build"]["chained"]): UsesStep =>
  use(configureAwsCredentials, {
    name: `Assume the chained role ${role}`,
    id: "chained",
    if: IF_ABSENT,
    with: {
      ...sessionInputs(config, role, session),
      "role-chaining": true,
      // Tags need sts:TagSession on both sides; the stack grants it if deploy.build.chained.tagSession is true.
      "role-skip-session-tagging": !tagSession,
      "output-credentials": true,
      "output-env-credentials": false,
    },
  });

/** As `aws sts assume-role --query Credentials` prints them. */
const keepCredentials: RunStep = {
  name: "Write its credentials to a file",
  if: IF_ABSENT,
  env: {
    ACCESS_KEY_ID: "${{ steps.chained.outputs.aws-access-key-id }}",
    SECRET_ACCESS_KEY: "${{ steps.chained.outputs.aws-secret-access-key }}",
    SESSION_TOKEN: "${{ steps.chained.outputs.aws-session-token }}",
  },
  run: `umask 077
jq -n '{AccessKeyId: env.ACCESS_KEY_ID, SecretAccessKey: env.SECRET_ACCESS_KEY, SessionToken: env.SESSION_TOKEN}' \\
  > "$RUNNER_TEMP/credentials.json"
`,
};
