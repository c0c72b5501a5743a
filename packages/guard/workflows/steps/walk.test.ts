import type { AccessModel } from "../../model";
import { UNKNOWN } from "../../text";
import { readWorkflow, usageOf } from "..";

const DEPLOY = "arn:aws:iam::123456789012:role/deploy";
const REGISTRY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const ASSUME = `
      - uses: aws-actions/configure-aws-credentials@v6
        with: {role-to-assume: "${DEPLOY}", aws-region: eu-west-1}`;

const usage = (steps: string) => {
  const text = `on: {push: {branches: [main]}}
permissions: {id-token: write}
jobs:
  build:
    steps:${steps}
`;
  const workflow = readWorkflow({ path: "w.yml", text });
  return usageOf([workflow], { owner: "octo-org", name: "app" }, { identities: [] } as unknown as AccessModel);
};
const uses = (action: string, inputs: string) => `\n      - uses: ${action}\n        with: {${inputs}}`;
const runs = (script: string) => `\n      - run: |\n          ${script.replaceAll("\n", "\n          ")}`;

/** What steps need, each as `by action resource`. */
const needs = (steps: string) =>
  usage(steps).requiredPermissions.map(({ by, action, resource }) => `${by} ${action} ${resource}`);
/** Repositories to which steps push, and from which they pull. */
const images = (steps: string) => {
  const found = usage(steps).requiredPermissions.map(({ action, resource }): [string, string] => [
    action,
    resource.replaceAll(UNKNOWN, "?").replace(/^.*:repository\//, ""),
  ]);
  const of = (action: string) => found.filter(([name]) => name === action).map(([, repository]) => repository);
  return { pushed: of("ecr:PutImage"), pulled: of("ecr:GetDownloadUrlForLayer") };
};
/** Of the last permission that steps need. */
const credentials = (steps: string) => usage(steps).requiredPermissions.at(-1)?.credentials;

it.each<[what: string, steps: string, pushed: string[], pulled?: string[]]>([
  [
    "a pushed build",
    uses("docker/build-push-action@v6", `push: true, tags: "${REGISTRY}/a:1,${REGISTRY}/b:1"`),
    ["a", "b"],
  ],
  ["a build alone", uses("docker/build-push-action@v6", `tags: "${REGISTRY}/a:1"`), []],
  [
    "a build with outputs",
    uses("docker/build-push-action@v6", `outputs: "type=image,name=${REGISTRY}/a,push=true"`),
    ["a"],
  ],
  [
    "a build with caches",
    uses(
      "docker/build-push-action@v6",
      `cache-to: "type=registry,ref=${REGISTRY}/a:cache,mode=max", cache-from: "type=registry,ref=${REGISTRY}/b:cache"`,
    ),
    ["a"],
    ["b"],
  ],
  [
    "tags of the metadata action",
    `
      - id: meta
        uses: docker/metadata-action@v5
        with: {images: "name=${REGISTRY}/a,enable=true"}${uses("docker/build-push-action@v6", "push: true, tags: '${{ steps.meta.outputs.tags }}'")}`,
    ["a"],
  ],
  [
    "a pushed attestation",
    uses("actions/attest-build-provenance@v2", `push-to-registry: true, subject-name: ${REGISTRY}/a`),
    ["a"],
  ],
  ["an attestation alone", uses("actions/attest@v2", `subject-name: ${REGISTRY}/a`), []],
  ["an action in another case", uses("Docker/Build-Push-Action@v6", `push: true, tags: ${REGISTRY}/a`), ["a"]],

  ["docker push", runs(`docker push -q ${REGISTRY}/a:1`), ["a"]],
  ["docker image push", runs(`docker image push ${REGISTRY}/a:1`), ["a"]],
  ["docker pull", runs(`docker pull ${REGISTRY}/a:1`), [], ["a"]],
  ["docker image pull", runs(`/usr/bin/docker image pull ${REGISTRY}/a:1`), [], ["a"]],
  ["docker build", runs(`docker build -t ${REGISTRY}/a:1 .`), []],
  [
    "docker buildx build",
    runs(`docker buildx build --push -t ${REGISTRY}/a:1 --tag ${REGISTRY}/b --tag=${REGISTRY}/c .`),
    ["a", "b", "c"],
  ],
  ["docker run", runs(`docker run ${REGISTRY}/a:1 build`), []],
])("knows the images of %s", (_, steps, pushed, pulled = []) => expect(images(steps)).toEqual({ pushed, pulled }));

it.each(["docker manifest inspect", "docker buildx imagetools inspect"])("knows what %s needs", (command) =>
  expect(needs(runs(`${command} ${REGISTRY}/a:1`))).toEqual([
    "docker ecr:BatchGetImage arn:aws:ecr:eu-west-1:123456789012:repository/a",
  ]),
);

it.each<[what: string, steps: string, by: string]>([
  ["docker/login-action", uses("docker/login-action@v3", `registry: ${REGISTRY}`), "docker/login-action"],
  ["aws-actions/amazon-ecr-login", uses("aws-actions/amazon-ecr-login@v2", ""), "aws-actions/amazon-ecr-login"],
  [
    "aws ecr get-login-password",
    runs(`aws ecr get-login-password | docker login --password-stdin ${REGISTRY}`),
    "aws ecr get-login-password",
  ],
])("remembers the credentials with which %s logged Docker in", (_, login, by) => {
  const other = ASSUME.replace("role/deploy", "role/other");
  const steps = ASSUME + login + other + runs(`docker push ${REGISTRY}/a:1`);
  const { requiredPermissions } = usage(steps);
  expect(requiredPermissions).toContainEqual(expect.objectContaining({ by, action: "ecr:GetAuthorizationToken" }));
  expect(requiredPermissions.at(-1)?.credentials).toEqual({ kind: "role", arn: DEPLOY });
});

it.each([
  ["another registry", "registry: ghcr.io"],
  ["a password", `registry: ${REGISTRY}, password: x`],
])("knows that a login to %s needs nothing of ECR", (_, inputs) =>
  expect(needs(uses("docker/login-action@v3", inputs))).toEqual([]),
);

it.each([
  ["its own", "", "123456789012"],
  ["another account's", "registries: 210987654321", "210987654321"],
])("gives %s registry to later steps", (_, inputs, account) => {
  const login = `\n      - id: ecr\n        uses: aws-actions/amazon-ecr-login@v2\n        with: {${inputs}}`;
  const { requiredPermissions } = usage(`${ASSUME}${login}${runs("docker pull ${{ steps.ecr.outputs.registry }}/a")}`);
  expect(requiredPermissions.at(-1)?.resource).toBe(`arn:aws:ecr:eu-west-1:${account}:repository/a`);
});

it("knows what a login to the public registry needs", () =>
  expect(needs(uses("aws-actions/amazon-ecr-login@v2", "registry-type: public"))).toEqual([
    "aws-actions/amazon-ecr-login ecr-public:GetAuthorizationToken *",
    "aws-actions/amazon-ecr-login sts:GetServiceBearerToken *",
  ]));

const LIST = runs("aws s3 ls s3://b");

it.each<[what: string, steps: string, credentials: object]>([
  ["no step before", LIST, { kind: "none" }],
  ["a role", ASSUME + LIST, { kind: "role", arn: DEPLOY }],
  [
    "access keys of the action",
    uses("aws-actions/configure-aws-credentials@v6", "aws-access-key-id: x, aws-region: eu-west-1") + LIST,
    { kind: "unknown", why: "the step sets access keys" },
  ],
  [
    "neither role nor keys",
    uses("aws-actions/configure-aws-credentials@v6", "aws-region: eu-west-1") + LIST,
    { kind: "none" },
  ],
  [
    "a role that is not exported",
    ASSUME.replace("aws-region", "output-env-credentials: false, aws-region") + LIST,
    { kind: "none" },
  ],
  [
    "keys that a script exports",
    runs('echo "AWS_ACCESS_KEY_ID=x" >> $GITHUB_ENV') + LIST,
    { kind: "unknown", why: "jobs.build.steps[0] sets access keys" },
  ],
  [
    "keys of the environment",
    `${LIST}\n        env: {AWS_ACCESS_KEY_ID: x}`,
    { kind: "unknown", why: "the environment contains access keys" },
  ],
  [
    "keys that the script sets",
    runs("export AWS_ACCESS_KEY_ID=x\naws s3 ls s3://b"),
    { kind: "unknown", why: "the script sets access keys" },
  ],
  [
    "a profile of the environment",
    `${LIST}\n        env: {AWS_PROFILE: x}`,
    { kind: "unknown", why: "the environment names a profile" },
  ],
  [
    "a role under a condition that is not known",
    `${ASSUME}${ASSUME.replace("role/deploy", "role/other")}\n        if: \${{ vars.X }}${LIST}`,
    { kind: "unknown", why: "jobs.build.steps[1] may or may not have changed the credentials" },
  ],
  [
    "the same role under a condition that is not known",
    `${ASSUME}${ASSUME}\n        if: \${{ vars.X }}${LIST}`,
    { kind: "role", arn: DEPLOY },
  ],
])("knows the credentials after %s", (_, steps, expected) => expect(credentials(steps)).toEqual(expected));

it("hands the keys of an assumed role to later steps", () => {
  const script = `KEY=$(aws sts assume-role --role-arn ${DEPLOY} | jq -r .x)\necho "AWS_ACCESS_KEY_ID=$KEY" >> $GITHUB_ENV`;
  expect(credentials(runs(script) + LIST)).toEqual({ kind: "role", arn: DEPLOY });
});

it("does not take the keys of one script for those of another", () => {
  const scripts = runs(`aws sts assume-role --role-arn ${DEPLOY}`) + runs("export AWS_ACCESS_KEY_ID=x\naws s3 ls");
  expect(credentials(scripts)).toEqual({ kind: "unknown", why: "the script sets access keys" });
});

it.each([
  ["getIDToken('x')", "x"],
  ["getIDToken()", undefined],
])("knows the audience of a token that github-script fetches with %s", (call, audience) => {
  const fetch = uses("actions/github-script@v7", `script: "await core.${call}"`);
  const { assumeRoleCalls } = usage(fetch + ASSUME.replace("aws-region", "web-identity-token-file: t, aws-region"));
  expect(assumeRoleCalls.map(({ authentication }) => authentication)).toEqual([
    { kind: "token", permitted: true, ...(audience && { audience }) },
  ]);
});

it.each([
  ["aws s3 ls --profile x", "The credentials of `aws s3 ls` are not known: it uses a profile."],
  [
    "aws lambda invoke",
    "The permissions needed by `aws lambda invoke` are not in our table, so the step was not checked.",
  ],
])("says that it does not check %s", (command, message) =>
  expect(usage(runs(command)).notes).toMatchObject([{ message }]),
);
