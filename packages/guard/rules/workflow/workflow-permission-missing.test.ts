import { account, allowing, assuming, DEPLOY, findings, MAIN, UPLOAD, workflow } from "./support/testing";
import { workflowPermissionMissing as rule } from "./workflow-permission-missing";

const REPOSITORY = "arn:aws:ecr:eu-west-1:123456789012:repository/app";
const PUSH = [
  "BatchCheckLayerAvailability",
  "BatchGetImage",
  "CompleteLayerUpload",
  "InitiateLayerUpload",
  "PutImage",
  "UploadLayerPart",
];
const GRANTS = [
  allowing("s3:ListBucket", "arn:aws:s3:::site"),
  allowing(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::site/*"),
  allowing("ssm:GetParameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/app/*"),
  allowing("ecr:GetAuthorizationToken", "*"),
  allowing(
    PUSH.map((name) => `ecr:${name}`),
    REPOSITORY,
  ),
  allowing("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app-??????"),
  allowing("bedrock:InvokeModel", [
    "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-x",
    "arn:aws:bedrock:*::foundation-model/anthropic.claude-x",
  ]),
];
const running = (command: string, more = "") =>
  workflow(MAIN, `${assuming()}\n      - run: |\n          ${command.replaceAll("\n", "\n          ")}${more}`);
const pushing = (tags: string, push = "true") =>
  workflow(
    MAIN,
    `${assuming()}
      - id: ecr
        uses: aws-actions/amazon-ecr-login@v2
      - uses: docker/build-push-action@v6
        with:
          push: ${push}
          tags: ${tags}`,
  );

it.each<[string, string, string[]]>([
  [
    "finds a sync that deletes",
    running("aws s3 sync . s3://site/ --delete"),
    [
      "error deploy.yml:jobs.build.steps[1]: `aws s3 sync` needs s3:DeleteObject on arn:aws:s3:::site/<unknown>, which arn:aws:iam::123456789012:role/deploy does not allow.",
    ],
  ],
  ["finds another bucket", running("aws s3 cp x s3://other/x"), ["needs s3:PutObject on arn:aws:s3:::other/x,"]],
  [
    "finds what a variable holds",
    workflow(MAIN, `${assuming()}\n      - run: aws s3 cp x "s3://$BUCKET/$(date)"\n        env: {BUCKET: other}`),
    ["s3:PutObject on arn:aws:s3:::other/<unknown>,"],
  ],
  [
    "finds it behind wrappers and continued lines",
    running('if ! sudo -E env A=b aws s3 rm \\\n  --recursive "s3://site/old"; then true; fi'),
    ["s3:DeleteObject on arn:aws:s3:::site/old/<unknown>"],
  ],
  [
    "finds it in a substitution",
    running('x="$(aws ssm get-parameter --name /other/x --query Parameter.Value)"'),
    ["ssm:GetParameter on arn:aws:ssm:eu-west-1:123456789012:parameter/other/x,"],
  ],
  [
    "finds each of several parameters",
    running("aws ssm get-parameters --names /app/a b"),
    [
      "ssm:GetParameters on arn:aws:ssm:eu-west-1:123456789012:parameter/app/a and ssm:GetParameters on arn:aws:ssm:eu-west-1:123456789012:parameter/b,",
    ],
  ],
  ["finds a path", running("aws ssm get-parameters-by-path --path /app"), ["ssm:GetParametersByPath on"]],
  [
    "finds another region",
    running("aws ssm get-parameter --name /app/x --region us-east-1"),
    ["arn:aws:ssm:us-east-1:"],
  ],
  [
    "finds another secret",
    running("aws secretsmanager get-secret-value --secret-id other"),
    ["secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:123456789012:secret:other<unknown>"],
  ],
  [
    "finds another model",
    running("aws bedrock-runtime converse --model-id us.anthropic.claude-x"),
    ["bedrock:InvokeModel on arn:aws:bedrock:eu-west-1:123456789012:inference-profile/us.anthropic.claude-x"],
  ],
  [
    "finds another repository",
    pushing("${{ steps.ecr.outputs.registry }}/other:1"),
    [
      "`docker/build-push-action` needs ecr:BatchCheckLayerAvailability on arn:aws:ecr:eu-west-1:123456789012:repository/other",
    ],
  ],
  [
    "finds docker push",
    running("docker push 123456789012.dkr.ecr.eu-west-1.amazonaws.com/other:1"),
    ["`docker` needs ecr:"],
  ],
  [
    "finds what the chained role may not, though the first may",
    workflow(
      MAIN,
      `${assuming()}${assuming(UPLOAD, "role-chaining: true\n          role-skip-session-tagging: true")}\n      - run: aws s3 ls s3://site`,
    ),
    ["s3:ListBucket on arn:aws:s3:::site, which arn:aws:iam::123456789012:role/upload does not allow"],
  ],
  [
    "finds what a script does as the role that it assumed",
    running(
      `export AWS_ACCESS_KEY_ID=$(aws sts assume-role --role-arn ${UPLOAD} --role-session-name xy | jq -r .Credentials.AccessKeyId)\naws s3 ls s3://site`,
    ),
    ["role/upload does not allow"],
  ],
  [
    "accepts what is granted",
    running(
      "aws s3 sync src s3://site/src/ --exclude '*'\naws s3 cp s3://site/x y && aws s3 ls s3://site\naws ssm get-parameter --name app/x\naws secretsmanager get-secret-value --secret-id app\naws bedrock-runtime converse --model-id eu.anthropic.claude-x",
    ),
    [],
  ],
  ["accepts the repository", pushing("${{ steps.ecr.outputs.registry }}/app:${{ github.sha }}"), []],
  ["accepts a build that pushes nothing", pushing("${{ steps.ecr.outputs.registry }}/other:1", "false"), []],
  [
    "accepts what may be right",
    running('aws s3 cp x "s3://${{ vars.BUCKET }}/x"\naws s3 cp x "$TARGET"\naws ssm get-parameter --name "$NAME"'),
    [],
  ],
  ["accepts another registry", pushing("ghcr.io/octo-org/app:1"), []],
  [
    "accepts a text that only looks like a command",
    running("# aws s3 rm s3://other/x\necho 'aws s3 rm s3://other/x'\ncat <<EOF\naws s3 rm s3://other/x\nEOF"),
    [],
  ],
  ["accepts an emulator", running("aws --endpoint-url http://127.0.0.1:5000 s3 mb s3://x"), []],
  [
    "checks an image against the role that logged in to the registry",
    workflow(
      MAIN,
      `${assuming()}
      - uses: aws-actions/amazon-ecr-login@v2${assuming(UPLOAD, "role-chaining: true\n          role-skip-session-tagging: true")}
      - run: docker push 123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1`,
    ),
    [],
  ],
])("%s", async (_, text, expected) =>
  expect(await findings(rule, text, account({ grants: GRANTS }))).toEqual(
    expected.map((part) => expect.stringContaining(part)),
  ),
);

it("does not know what a module that was not read attaches to the role", async () => {
  const module = (given: string) => ({
    "module.tf.json": JSON.stringify({ module: { m: { source: "octo-org/m/aws", ...JSON.parse(given) } } }),
  });
  const missing = (given: string) =>
    findings(rule, running("aws s3 ls"), { ...account({ grants: GRANTS }), ...module(given) });
  expect(await missing("{}")).toHaveLength(1);
  expect(await missing('{"role": "${aws_iam_role.deploy.name}"}')).toEqual([]);
});

it("names the role of the step", async () => {
  const [found] = await findings(rule, running("aws s3 ls"), account({ grants: GRANTS }));
  expect(found).toContain(`s3:ListAllMyBuckets on *, which ${DEPLOY} does not allow`);
});
