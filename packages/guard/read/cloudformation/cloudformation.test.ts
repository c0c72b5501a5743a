import { MAX_TEMPLATE, MAX_YAML_DEPTH } from "../../bounds";
import { PERMISSION_RULES } from "../../rules/permission";
import { REGISTRY_RULES } from "../../rules/registry";
import { SECRET_RULES } from "../../rules/secret";
import { TRUST_RULES } from "../../rules/trust";
import { judged } from "../../support/testing";
import { readable } from "../../text";
import { AccessInputError, readTerraform } from "..";

const RULES = [...TRUST_RULES, ...PERMISSION_RULES, ...REGISTRY_RULES, ...SECRET_RULES];
const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const ANYONE = policy({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });
const OPEN_TRUST = policy({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" });
const EC2 = policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
const EVERYTHING = policy({ Effect: "Allow", Action: "*", Resource: "*" });

const template = (Resources: object, more: object = {}): Record<string, string> => ({
  "t.json": JSON.stringify({ ...more, Resources }),
});
const terraform = (resource: object): Record<string, string> => ({ "main.tf.json": JSON.stringify({ resource }) });

/** `error address rule`, without the rules that say how a policy might be written better. */
const found = async (files: Record<string, string>, rules = RULES): Promise<string[]> =>
  (await judged(rules, files))
    .map((line) => line.replace(/^(\w+) (.*?): ([\w-]+): .*$/s, "$1 $2 $3"))
    .filter((line) => !/ (?:wide-resource|void-resource|service-unscoped|policy-size|managed-policy-quota)$/.test(line))
    .sort();

const said = async (files: Record<string, string>): Promise<string[]> =>
  (await judged(RULES, files))
    .filter((line) => /unknown-(?:permission|trust)/.test(line))
    .map((line) => line.replace(/unknown-\w+: /, ""));

const ROLE = { Type: "AWS::IAM::Role", Properties: { RoleName: "ci", AssumeRolePolicyDocument: EC2 } };

it.each<[type: string, resources: object, ...expected: string[]]>([
  [
    "a role",
    { R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: OPEN_TRUST } } },
    "error R principal-everyone",
  ],
  [
    "a role's inline policy",
    { R: { ...ROLE, Properties: { ...ROLE.Properties, Policies: [{ PolicyName: "p", PolicyDocument: EVERYTHING }] } } },
    "error R wildcard-action",
  ],
  [
    "a role's managed policy",
    {
      R: {
        ...ROLE,
        Properties: { ...ROLE.Properties, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
      },
    },
    "error R broad-managed-policy",
  ],
  [
    "a policy of a role",
    {
      R: ROLE,
      P: {
        Type: "AWS::IAM::Policy",
        Properties: { PolicyName: "p", Roles: [{ Ref: "R" }], PolicyDocument: EVERYTHING },
      },
    },
    "error P wildcard-action",
  ],
  [
    "a policy of a role by its name",
    {
      R: ROLE,
      P: { Type: "AWS::IAM::RolePolicy", Properties: { PolicyName: "p", RoleName: "ci", PolicyDocument: EVERYTHING } },
    },
    "error P wildcard-action",
  ],
  [
    "a managed policy",
    {
      R: ROLE,
      P: { Type: "AWS::IAM::ManagedPolicy", Properties: { Roles: [{ Ref: "R" }], PolicyDocument: EVERYTHING } },
    },
    "error P wildcard-action",
  ],
  [
    "a user",
    {
      U: {
        Type: "AWS::IAM::User",
        Properties: {
          Policies: [{ PolicyName: "p", PolicyDocument: EVERYTHING }],
          ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
        },
      },
    },
    "error U.ManagedPolicyArns broad-managed-policy",
    "error U.Policies[0] wildcard-action",
  ],
  [
    "a user's policy",
    {
      U: { Type: "AWS::IAM::User" },
      P: {
        Type: "AWS::IAM::UserPolicy",
        Properties: { PolicyName: "p", UserName: { Ref: "U" }, PolicyDocument: EVERYTHING },
      },
    },
    "error P wildcard-action",
  ],
  [
    "a group",
    { G: { Type: "AWS::IAM::Group", Properties: { Policies: [{ PolicyName: "p", PolicyDocument: EVERYTHING }] } } },
    "error G.Policies[0] wildcard-action",
  ],
  [
    "a group's policy",
    {
      G: { Type: "AWS::IAM::Group" },
      P: {
        Type: "AWS::IAM::GroupPolicy",
        Properties: { PolicyName: "p", GroupName: { Ref: "G" }, PolicyDocument: EVERYTHING },
      },
    },
    "error P wildcard-action",
  ],
  [
    "an OIDC provider",
    { O: { Type: "AWS::IAM::OIDCProvider", Properties: { Url: "https://token.actions.githubusercontent.com/" } } },
    "error O provider-url",
  ],
  [
    "an access key",
    { U: { Type: "AWS::IAM::User" }, K: { Type: "AWS::IAM::AccessKey", Properties: { UserName: { Ref: "U" } } } },
    "info K long-lived-access-key",
  ],
  ["an instance profile", { R: ROLE, I: { Type: "AWS::IAM::InstanceProfile", Properties: { Roles: [{ Ref: "R" }] } } }],
  [
    "a bucket's policy",
    {
      B: { Type: "AWS::S3::Bucket" },
      P: { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: { Ref: "B" }, PolicyDocument: ANYONE } },
    },
    "error P open-resource",
  ],
  [
    "a bucket with blocked public access",
    {
      B: {
        Type: "AWS::S3::Bucket",
        Properties: { PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true } },
      },
      P: { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: { Ref: "B" }, PolicyDocument: ANYONE } },
    },
  ],
  [
    "a bucket's list",
    { B: { Type: "AWS::S3::Bucket", Properties: { AccessControl: "PublicReadWrite" } } },
    "error B open-resource",
  ],
  ["a key", { K: { Type: "AWS::KMS::Key", Properties: { KeyPolicy: ANYONE } } }, "error K open-resource"],
  [
    "queues",
    {
      Q: { Type: "AWS::SQS::Queue" },
      P: {
        Type: "AWS::SQS::QueuePolicy",
        Properties: {
          Queues: [{ Ref: "Q" }, "https://sqs.eu-west-1.amazonaws.com/123456789012/q"],
          PolicyDocument: ANYONE,
        },
      },
    },
    "error P open-resource",
    "error P.Queues[1] open-resource",
  ],
  [
    "a topic",
    {
      T: { Type: "AWS::SNS::Topic" },
      P: { Type: "AWS::SNS::TopicPolicy", Properties: { Topics: [{ Ref: "T" }], PolicyDocument: ANYONE } },
    },
    "error P open-resource",
  ],
  [
    "a repository",
    {
      R: {
        Type: "AWS::ECR::Repository",
        Properties: {
          ImageTagMutability: "IMMUTABLE",
          ImageScanningConfiguration: { ScanOnPush: true },
          RepositoryPolicyText: policy({ Effect: "Allow", Principal: "*", Action: "ecr:PutImage" }),
        },
      },
    },
    "error R.RepositoryPolicyText open-repository",
  ],
  [
    "a function's permission",
    {
      P: {
        Type: "AWS::Lambda::Permission",
        Properties: { FunctionName: "f", Action: "lambda:InvokeFunction", Principal: "*" },
      },
    },
    "error P open-resource",
  ],
  [
    "a function's URL",
    { U: { Type: "AWS::Lambda::Url", Properties: { TargetFunctionArn: "f", AuthType: "NONE" } } },
    "warning U open-resource",
  ],
  [
    "a secret",
    {
      S: { Type: "AWS::SecretsManager::Secret" },
      P: {
        Type: "AWS::SecretsManager::ResourcePolicy",
        Properties: { SecretId: { Ref: "S" }, ResourcePolicy: ANYONE },
      },
    },
    "error P open-resource",
  ],
  [
    "a domain",
    { D: { Type: "AWS::OpenSearchService::Domain", Properties: { AccessPolicies: ANYONE } } },
    "error D open-resource",
  ],
  [
    "a table",
    { D: { Type: "AWS::DynamoDB::Table", Properties: { ResourcePolicy: { PolicyDocument: ANYONE } } } },
    "error D.ResourcePolicy open-resource",
  ],
  [
    "a file system",
    { F: { Type: "AWS::EFS::FileSystem", Properties: { FileSystemPolicy: ANYONE } } },
    "error F.FileSystemPolicy open-resource",
  ],
  [
    "a bus",
    {
      B: {
        Type: "AWS::Events::EventBusPolicy",
        Properties: { StatementId: "s", Action: "events:PutEvents", Principal: "*" },
      },
    },
    "error B open-resource",
  ],
  [
    "a permission set",
    {
      S: {
        Type: "AWS::SSO::PermissionSet",
        Properties: {
          Name: "s",
          InstanceArn: "i",
          InlinePolicy: EVERYTHING,
          ManagedPolicies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
        },
      },
    },
    "error S.InlinePolicy wildcard-action",
    "error S.managed_policy_arn[0] broad-managed-policy",
  ],
  [
    "an access entry",
    {
      E: {
        Type: "AWS::EKS::AccessEntry",
        Properties: {
          ClusterName: "c",
          PrincipalArn: "arn:aws:iam::123456789012:role/r",
          AccessPolicies: [
            {
              PolicyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
              AccessScope: { Type: "cluster" },
            },
          ],
        },
      },
    },
    "info E.AccessPolicies[0] cluster-administrator",
  ],
  [
    "a parameter",
    {
      P: {
        Type: "AWS::SSM::Parameter",
        Properties: { Name: "/a", Type: "String", Value: `AKIA${"Q3EGU7ZP5NWDRT2H"}` },
      },
    },
    "error P secret-in-string-parameter",
  ],
  [
    "a variable of a function",
    {
      F: {
        Type: "AWS::Lambda::Function",
        Properties: { Environment: { Variables: { KEY: `AKIA${"Q3EGU7ZP5NWDRT2H"}` } } },
      },
    },
    "error F literal-credential",
  ],
  [
    "what cannot be deployed",
    { R: { ...ROLE, Condition: "No", Properties: { AssumeRolePolicyDocument: OPEN_TRUST } } },
    "info R unknown-permission",
  ],
  [
    "a chain that is allowed on both sides",
    {
      A: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: EC2,
          Policies: [
            {
              PolicyName: "p",
              PolicyDocument: policy({
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Resource: { "Fn::GetAtt": ["B", "Arn"] },
              }),
            },
          ],
        },
      },
      B: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: "b",
          AssumeRolePolicyDocument: policy({
            Effect: "Allow",
            Principal: { AWS: { "Fn::GetAtt": "A.Arn" } },
            Action: "sts:AssumeRole",
          }),
        },
      },
    },
  ],
])("finds what is wrong with %s", async (_, resources, ...expected) =>
  expect(await found(template(resources, { Conditions: { No: { "Fn::Equals": ["a", "b"] } } }))).toEqual(expected),
);

const SERVERLESS = { Transform: "AWS::Serverless-2016-10-31" };
const fn = (Properties: object) => ({ F: { Type: "AWS::Serverless::Function", Properties } });

it.each<[name: string, resources: object, ...expected: string[]]>([
  ["no policies", fn({})],
  ["a managed policy by its name", fn({ Policies: "AdministratorAccess" }), "error FRole broad-managed-policy"],
  [
    "a managed policy by its ARN",
    fn({ Policies: [{ "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess" }] }),
    "error FRole broad-managed-policy",
  ],
  [
    "a document",
    fn({ Policies: [{ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }] }),
    "error FRole wildcard-action",
  ],
  [
    "a document in one branch",
    fn({
      Policies: [
        { "Fn::If": ["C", { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }, { Ref: "AWS::NoValue" }] },
      ],
    }),
    "error FRole wildcard-action",
  ],
  ["a policy template", fn({ Policies: [{ S3ReadPolicy: { BucketName: "b" } }] }), "info F unknown-permission"],
  [
    "a policy template for everything",
    fn({ Policies: [{ S3CrudPolicy: { BucketName: "*" } }] }),
    "warning F unknown-permission",
  ],
  ["a trust policy", fn({ AssumeRolePolicyDocument: OPEN_TRUST }), "error FRole principal-everyone"],
  ["a role of its own", fn({ Role: "arn:aws:iam::123456789012:role/r", Policies: "AdministratorAccess" })],
  ["a public URL", fn({ FunctionUrlConfig: { AuthType: "NONE" } }), "warning FUrl open-resource"],
  [
    "its role in a policy",
    {
      ...fn({}),
      P: {
        Type: "AWS::IAM::Policy",
        Properties: { PolicyName: "p", Roles: [{ Ref: "FRole" }], PolicyDocument: EVERYTHING },
      },
    },
    "error P wildcard-action",
  ],
  [
    "a role that has the name of its own",
    {
      ...fn({ Policies: "AdministratorAccess" }),
      FRole: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: OPEN_TRUST } },
    },
    "error F.Role broad-managed-policy",
    "error FRole principal-everyone",
  ],
  [
    "a state machine",
    { M: { Type: "AWS::Serverless::StateMachine", Properties: { Policies: "AdministratorAccess" } } },
    "error MRole broad-managed-policy",
  ],
  [
    "an application from elsewhere",
    { A: { Type: "AWS::Serverless::Application", Properties: { Location: { ApplicationId: "a" } } } },
    "warning A unknown-permission",
  ],
])("reads a serverless function with %s", async (_, resources, ...expected) =>
  expect(await found(template(resources, SERVERLESS))).toEqual(expected),
);

const URL = "https://s3.amazonaws.com/b/t.yaml";

it.each<[name: string, files: Record<string, string>, ...expected: string[]]>([
  [
    "a nested stack",
    template({ N: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: URL } } }),
    `warning N: What N grants is not known: its template is at ${URL}, and no network is used.`,
  ],
  [
    "a nested stack beside it",
    {
      "t.json": JSON.stringify({
        Resources: { N: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "./n.json" } } },
      }),
      "n.json": JSON.stringify({ Resources: { R: ROLE } }),
    },
  ],
  [
    "a macro",
    template({ R: ROLE }, { Transform: ["Own"] }),
    "warning t.json: The template t.json is not known: the macro Own changes it when the stack is deployed.",
  ],
  [
    "a loop",
    template({ R: ROLE, "Fn::ForEach::X": ["x", ["a"], { "R${x}": ROLE }] }, { Transform: "AWS::LanguageExtensions" }),
    "warning t.json: What is in the template t.json is not known: Fn::ForEach::X adds to it when the stack is deployed.",
  ],
  [
    "a loop of tables",
    template(
      { R: ROLE, "Fn::ForEach::X": ["x", ["a"], { "T${x}": { Type: "AWS::EC2::VPC" } }] },
      { Transform: "AWS::LanguageExtensions" },
    ),
    "info t.json: What is in the template t.json is not known: Fn::ForEach::X adds to it when the stack is deployed.",
  ],
  [
    "a snippet",
    template({ R: { Type: "AWS::IAM::Role", Properties: { "Fn::Transform": { Name: "AWS::Include" } } } }),
    "warning R: What R declares is not known: Fn::Transform makes it when the stack is deployed.",
    "warning R: assume_role_policy of R is not fully known: R.assume_role_policy is known only after apply.",
  ],
  [
    "a type of IAM that is not checked",
    template({ X: { Type: "AWS::IAM::Something" } }),
    "warning X: What X grants is not known: the type AWS::IAM::Something is not checked.",
  ],
  [
    "a type with a policy that is not checked",
    template({ X: { Type: "AWS::S3Tables::TableBucketPolicy", Properties: { ResourcePolicy: ANYONE } } }),
    "warning X: What X grants is not known: the type AWS::S3Tables::TableBucketPolicy is not checked.",
  ],
  [
    "a type with a policy as a text",
    template({ X: { Type: "AWS::Own::Thing", Properties: { P: { Q: JSON.stringify(ANYONE) } } } }),
    "warning X: What X grants is not known: the type AWS::Own::Thing is not checked.",
  ],
  [
    "a type with a policy that only denies",
    template({
      X: { Type: "AWS::Own::Thing", Properties: { P: policy({ Effect: "Deny", Principal: "*", Action: "*" }) } },
    }),
  ],
  ["a network", template({ V: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16" } } })],
  [
    "a module",
    template({ M: { Type: "Org::Team::Roles::MODULE" } }),
    "warning M: What M grants is not known: the type Org::Team::Roles::MODULE is not checked.",
  ],
  [
    "a stack at a URL",
    terraform({ aws_cloudformation_stack: { s: { name: "s", template_url: URL } } }),
    `warning aws_cloudformation_stack.s: The template of aws_cloudformation_stack.s is not known: it is at ${URL}, and no network is used.`,
  ],
  [
    "a stack that is not known",
    terraform({ aws_cloudformation_stack: { s: { name: "s", template_body: '${file("t.yaml")}' } } }),
    "warning aws_cloudformation_stack.s: The template of aws_cloudformation_stack.s is not known: the file t.yaml is not in the input.",
  ],
  [
    "a stack that is no template",
    terraform({ aws_cloudformation_stack: { s: { name: "s", template_body: "a: b" } } }),
    "warning aws_cloudformation_stack.s: The template of aws_cloudformation_stack.s is not known: template_body is not a template of CloudFormation.",
  ],
  [
    "an application of a repository",
    terraform({ aws_serverlessapplicationrepository_cloudformation_stack: { s: { name: "s", application_id: "a" } } }),
    "warning aws_serverlessapplicationrepository_cloudformation_stack.s: The template of aws_serverlessapplicationrepository_cloudformation_stack.s is not known: it is in the Serverless Application Repository, and no network is used.",
  ],
  [
    "Cloud Control with an unknown state",
    {
      "main.tf.json": JSON.stringify({
        variable: { v: {} },
        resource: { aws_cloudcontrolapi_resource: { r: { type_name: "AWS::IAM::Role", desired_state: "${var.v}" } } },
      }),
    },
    "warning aws_cloudcontrolapi_resource.r: What aws_cloudcontrolapi_resource.r makes is not known: variable v has no default.",
  ],
  [
    "Cloud Control with another type",
    terraform({
      aws_cloudcontrolapi_resource: {
        r: { type_name: "AWS::Own::Thing", desired_state: JSON.stringify({ P: ANYONE }) },
      },
    }),
    "warning aws_cloudcontrolapi_resource.r: What aws_cloudcontrolapi_resource.r grants is not known: the type AWS::Own::Thing is not checked.",
  ],
  [
    "a type of awscc that is not checked",
    terraform({ awscc_iam_new_thing: { x: { a: 1 } }, awscc_ec2_vpc: { v: { cidr_block: "10.0.0.0/16" } } }),
    "warning awscc_iam_new_thing.x: What awscc_iam_new_thing.x grants is not known: the type AWS::IAM::new_thing is not checked.",
  ],
])("says that %s was not checked", async (_, files, ...expected) => expect(await said(files)).toEqual(expected));

const stack = (more: object, body: object, type = "aws_cloudformation_stack") => ({
  [type]: { s: { name: "s", template_body: JSON.stringify(body).replaceAll("${", () => "$${"), ...more } },
});
const parameterized = {
  Parameters: { Who: { Type: "String", Default: "123456789012" } },
  Conditions: { IsOpen: { "Fn::Equals": [{ Ref: "Who" }, "*"] } },
  Resources: {
    R: {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: { "Fn::Sub": "${AWS::StackName}-r" },
        AssumeRolePolicyDocument: policy({
          Effect: "Allow",
          Principal: { AWS: { Ref: "Who" } },
          Action: "sts:AssumeRole",
        }),
      },
    },
    P: {
      Type: "AWS::IAM::RolePolicy",
      Condition: "IsOpen",
      Properties: { RoleName: { Ref: "R" }, PolicyName: "p", PolicyDocument: EVERYTHING },
    },
  },
};

describe("a stack", () => {
  it("is checked with the values of its parameters", async () => {
    expect(await found(terraform(stack({ parameters: { Who: "*" } }, parameterized)))).toEqual([
      "error aws_cloudformation_stack.s.P wildcard-action",
      "error aws_cloudformation_stack.s.R principal-everyone",
    ]);
    expect(await found(terraform(stack({ parameters: { Who: "123456789012" } }, parameterized)))).toEqual([
      "info aws_cloudformation_stack.s.P unknown-permission",
      "warning aws_cloudformation_stack.s.R account-without-external-id",
    ]);
  });

  it("shares its roles with the configuration that it is in", async () => {
    const files = terraform({
      ...stack({}, { Resources: { R: ROLE } }),
      aws_iam_role_policy_attachment: { a: { role: "ci", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" } },
    });
    const { identities } = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));
    expect(identities.map(({ address, grants }) => [address, grants.length])).toEqual([
      ["aws_cloudformation_stack.s.R", 1],
    ]);
  });

  it("names its roles and is declared at its own line", async () => {
    const text = `{\n"resource": ${JSON.stringify(stack({}, parameterized))}\n}`;
    const { identities } = await readTerraform([{ path: "main.tf.json", text }]);
    expect(identities.map(({ name, file, line }) => [readable(name), file, line])).toEqual([
      ["s-r", "main.tf.json", 2],
    ]);
  });

  it("takes the place of the file that it reads", async () => {
    const files = {
      "main.tf.json": JSON.stringify({
        resource: {
          aws_cloudformation_stack: { s: { name: "s", template_body: '${file("t.json")}', parameters: { Who: "*" } } },
        },
      }),
      "t.json": JSON.stringify(parameterized),
    };
    expect(await found(files)).toEqual([
      "error aws_cloudformation_stack.s.P wildcard-action",
      "error aws_cloudformation_stack.s.R principal-everyone",
    ]);
  });

  it("may have parts that Terraform fills in", async () => {
    const template_body = '${templatefile("t.tftpl", { who = var.who })}';
    const files = {
      "main.tf.json": JSON.stringify({
        variable: { who: {} },
        resource: { aws_cloudformation_stack: { s: { name: "s", template_body } } },
      }),
      "t.tftpl": `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "sts:AssumeRole", Principal: { AWS: "\${who}" } }] }\n`,
    };
    expect(await said(files)).toEqual([
      "warning aws_cloudformation_stack.s.R: assume_role_policy of aws_cloudformation_stack.s.R is not fully known: variable who has no default.",
    ]);
  });

  it("is not read any more once its instances have multiplied a template", async () => {
    const template_body = '${file("t.json")}';
    const Metadata = "x".repeat(900_000);
    const files = {
      "main.tf.json": JSON.stringify({
        resource: { aws_cloudformation_stack: { s: { count: 1000, name: "s", template_body } } },
      }),
      "t.json": JSON.stringify({
        Metadata,
        Resources: { R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: OPEN_TRUST } } },
      }),
    };
    const lines = await judged(RULES, files);
    expect(lines.filter((line) => /principal-everyone/.test(line))).toHaveLength(5);
    expect(lines.filter((line) => /more than 4194304 characters beside the input/.test(line))).toHaveLength(1);
  });

  it("of a set leaves open what its instances override", async () => {
    const set = stack({ parameters: { Who: "123456789012" } }, parameterized, "aws_cloudformation_stack_set");
    const instance = {
      aws_cloudformation_stack_set_instance: { i: { stack_set_name: "s", parameter_overrides: { Who: "x" } } },
    };
    expect(await said(terraform(set))).toEqual([
      "info aws_cloudformation_stack_set.s.P: What aws_cloudformation_stack_set.s.P grants is not known: its condition does not hold.",
    ]);
    expect(await said(terraform({ ...set, ...instance }))).toEqual([
      "warning aws_cloudformation_stack_set.s.R: assume_role_policy of aws_cloudformation_stack_set.s.R is not fully known: the stacks of aws_cloudformation_stack_set.s have different values for it.",
    ]);
  });
});

describe("a resource of the provider awscc", () => {
  it("is known by its attributes", async () => {
    const files = terraform({
      awscc_iam_role: { r: { role_name: "ci", path: "/x/", assume_role_policy_document: JSON.stringify(EC2) } },
      awscc_iam_managed_policy: { p: { managed_policy_name: "p", policy_document: JSON.stringify(EVERYTHING) } },
      aws_iam_role_policy_attachment: {
        a: { role: "${awscc_iam_role.r.id}", policy_arn: "${awscc_iam_managed_policy.p.policy_arn}" },
      },
    });
    const { identities } = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));
    expect(
      identities.map(({ arn, grants }) => [
        readable(arn),
        ...grants.map((grant) => grant.kind === "managed" && grant.policy?.address),
      ]),
    ).toEqual([["arn:aws:iam::<unknown>:role/x/ci", "awscc_iam_managed_policy.p"]]);
    expect(await found(files)).toEqual(["error awscc_iam_managed_policy.p wildcard-action"]);
  });

  it("may nest policies", async () => {
    const policies = [{ policy_name: "p", policy_document: JSON.stringify(EVERYTHING) }];
    const role = { assume_role_policy_document: JSON.stringify(EC2), policies };
    expect(await found(terraform({ awscc_iam_role: { r: role } }))).toEqual(["error awscc_iam_role.r wildcard-action"]);
  });
});

const OPEN_ROLE =
  "  R: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Principal: '*', Action: sts:AssumeRole } } } }\n";

describe("a template", () => {
  it.each<[name: string, path: string, text: string]>([
    ["with a version", "a.yaml", `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${OPEN_ROLE}`],
    ["with nothing but resources", "a.yml", `Resources:\n${OPEN_ROLE}`],
    ["of another ending", "a.template", `Resources:\n${OPEN_ROLE}`],
    ["that begins with a mark", "a.yaml", `# comment\n---\nResources:\n${OPEN_ROLE}`],
    ["with escapes", "a.yaml", `"\\u0052esources":\n${OPEN_ROLE.replace("AWS::IAM::Role", '"\\x41WS::IAM::Role"')}`],
    ["with a merge of aliases", "a.yaml", `Resources:\n  A: &a { Type: AWS::EC2::VPC }\n  B: *a\n${OPEN_ROLE}`],
    [
      "in JSON",
      "a.json",
      JSON.stringify({
        Resources: { R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: OPEN_TRUST } } },
      }),
    ],
    [
      "in JSON with escapes",
      "a.json",
      '{"\\u0052esources":{"R":{"Type":"\\u0041WS::IAM::Role","Properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}}}}}',
    ],
  ])("%s is recognised", async (_, path, text) =>
    expect(await found({ [path]: text })).toEqual(["error R principal-everyone"]),
  );

  it("has lines", async () => {
    const yaml = `Resources:\n  V: { Type: AWS::EC2::VPC }\n${OPEN_ROLE}`;
    const json = `{\n"Resources": {\n"V": {"Type": "AWS::EC2::VPC"},\n"R": {"Type": "AWS::IAM::Role"}}}`;
    for (const [path, text, line] of [
      ["a.yaml", yaml, 3],
      ["a.json", json, 4],
    ] as const) {
      const { identities } = await readTerraform([{ path, text }]);
      expect(identities.map((role) => [role.address, role.file, role.line])).toEqual([["R", path, line]]);
    }
  });

  it("is apart from others in the same folder", async () => {
    const one = JSON.stringify({ Resources: { R: ROLE } });
    const { identities } = await readTerraform([
      { path: "a.json", text: one },
      { path: "b.json", text: one },
    ]);
    expect(identities.map(({ address, file }) => [address, file])).toEqual([
      ["R", "a.json"],
      ["R", "b.json"],
    ]);
    expect(new Set(identities.map(({ root }) => root)).size).toBe(2);
  });

  it.each<[name: string, text: string]>([
    ["a workflow", "on: push\njobs: {}\n"],
    [
      "an object of Kubernetes",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Resources }\ndata: { a: 'AWS::IAM::Role' }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n",
    ],
    ["settings that name types", "Resources: [AWS::IAM::Role]\n"],
  ])("is not %s", async (_, text) => {
    const model = await readTerraform([
      { path: "a.yaml", text },
      { path: "main.tf", text: "" },
    ]);
    expect([model.resources, model.unknowns]).toEqual([[], []]);
  });

  it.each<[name: string, path: string, text: string, why: RegExp]>([
    [
      "YAML that is not valid",
      "a.yaml",
      `Resources:\n${OPEN_ROLE}  : [`,
      /^a\.yaml:\d+: The template a\.yaml cannot be read: it is not valid YAML/,
    ],
    ["a key that is written twice", "a.yaml", `Resources:\n${OPEN_ROLE}${OPEN_ROLE}`, /the key R is written twice/],
    [
      "JSON with a key that is written twice",
      "a.json",
      '{"Resources":{"R":{"Type":"AWS::EC2::VPC"},"R":{"Type":"AWS::IAM::Role"}}}',
      /the key "R" is written twice/,
    ],
    [
      "several documents",
      "a.yaml",
      `Resources:\n  V: { Type: AWS::EC2::VPC }\n---\nResources:\n${OPEN_ROLE}`,
      /^a\.yaml:3: .*it has several documents/,
    ],
    [
      "too many characters",
      "a.yaml",
      `Resources:\n${OPEN_ROLE}#${"x".repeat(MAX_TEMPLATE)}`,
      new RegExp(`at most ${MAX_TEMPLATE} are read`),
    ],
    [
      "too many levels",
      "a.yaml",
      `Resources:\n${OPEN_ROLE}  B: { Type: AWS::IAM::Role, Properties: ${"[".repeat(3000)}${"]".repeat(3000)} }`,
      new RegExp(`nested deeper than ${MAX_YAML_DEPTH} levels`),
    ],
    [
      "too many levels of functions",
      "a.yaml",
      `Resources:\n${OPEN_ROLE}  B: { Type: AWS::IAM::Role, Properties: { RoleName: ${'{ "Fn::Sub": ["$(a)", { a: '.repeat(3000)}x${" }] }".repeat(3000)} } }`,
      new RegExp(`nested deeper than ${MAX_YAML_DEPTH} levels`),
    ],
    [
      "too many levels of JSON",
      "a.json",
      `{"Resources":{"R":{"Type":"AWS::IAM::Role","Properties":${"[".repeat(3000)}${"]".repeat(3000)}}}}`,
      /nested deeper than 200 levels/,
    ],
    [
      "aliases without end",
      "a.yaml",
      `Resources:\n${OPEN_ROLE}Metadata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, at) => `  a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(", ")}]\n`).join("")}`,
      /more than \d+ values/,
    ],
  ])("with %s is refused, or not checked beside others", async (_, path, text, why) => {
    const alone = readTerraform([{ path, text }]);
    await expect(alone).rejects.toThrow(AccessInputError);
    await expect(alone).rejects.toThrow(why);
    const { unknowns } = await readTerraform([
      { path, text },
      { path: "main.tf", text: "" },
    ]);
    expect(unknowns.map(({ address, about }) => [address, about])).toEqual([[path, "template"]]);
  });

  it("with values of the wrong kind is read to its end", async () => {
    const odd = [
      null,
      5,
      true,
      "x",
      [],
      {},
      [null],
      { a: { b: [] } },
      { Ref: 5 },
      { "Fn::Sub": {} },
      { "Fn::If": [] },
      { "Fn::GetAtt": [1, 2, 3] },
      { "Fn::Join": "x" },
    ];
    const types = [
      "AWS::IAM::Role",
      "AWS::IAM::User",
      "AWS::IAM::Policy",
      "AWS::IAM::ManagedPolicy",
      "AWS::S3::Bucket",
      "AWS::SQS::QueuePolicy",
      "AWS::ECR::Repository",
      "AWS::Events::EventBusPolicy",
      "AWS::SSO::PermissionSet",
      "AWS::EKS::AccessEntry",
      "AWS::Serverless::Function",
      "AWS::Lambda::Permission",
      "AWS::OpenSearchService::Domain",
    ];
    const names = [
      "AssumeRolePolicyDocument",
      "Policies",
      "ManagedPolicyArns",
      "PolicyDocument",
      "Roles",
      "Users",
      "Groups",
      "RoleName",
      "UserName",
      "BucketName",
      "AccessControl",
      "PublicAccessBlockConfiguration",
      "Queues",
      "RepositoryPolicyText",
      "Statement",
      "Principal",
      "InlinePolicy",
      "PermissionsBoundary",
      "AccessPolicies",
      "Role",
      "VPCOptions",
      "MaxSessionDuration",
    ];
    for (const value of odd) {
      const Resources = Object.fromEntries(
        types.map((Type, at) => [
          `R${at}`,
          { Type, Properties: Object.fromEntries(names.map((name) => [name, value])) },
        ]),
      );
      expect(
        Array.isArray(
          await judged(
            RULES,
            template({
              ...Resources,
              X: value,
              Y: { Type: value },
              Z: { Type: "AWS::IAM::Role", Properties: value, Condition: value },
            }),
          ),
        ),
      ).toBe(true);
    }
  });

  it("hides nothing behind a name of JavaScript", async () => {
    const text = `Resources:\n${OPEN_ROLE.replace("R:", "__proto__:")}  constructor: { Type: constructor }\n  toString: { Type: AWS::IAM::User, Properties: { UserName: !GetAtt constructor.prototype } }\n`;
    expect(await found({ "a.yaml": text })).toEqual([
      "error __proto__ principal-everyone",
      "info toString unknown-permission",
    ]);
  });

  it("is not slow to decide conditions that name each other", async () => {
    const Conditions = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [
        `C${at}`,
        at === 0
          ? { "Fn::Equals": [{ Ref: "P" }, "a"] }
          : { "Fn::And": [{ Condition: `C${at - 1}` }, { Condition: `C${at - 1}` }] },
      ]),
    );
    const R = {
      Type: "AWS::IAM::Role",
      Properties: { AssumeRolePolicyDocument: { "Fn::If": ["C199", OPEN_TRUST, EC2] } },
    };
    expect(await found(template({ R }, { Parameters: { P: { Type: "String" } }, Conditions }))).toEqual([
      "error R principal-everyone",
    ]);
  });

  it("is not long once it is joined", async () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `R${at}`,
        {
          Type: "AWS::IAM::Role",
          Properties: {
            AssumeRolePolicyDocument: OPEN_TRUST,
            RoleName: { "Fn::Sub": at === 0 ? "x" : `\${R${at - 1}}`.repeat(10) },
          },
        },
      ]),
    );
    const lines = await judged(RULES, template(Resources));
    expect(lines.filter((line) => /principal-everyone/.test(line))).toHaveLength(30);
    expect(lines.filter((line) => /a string grows too long/.test(line))).toHaveLength(1);
  });

  it("is not joined to more than a text can hold", async () => {
    const RoleName = { "Fn::Sub": "${P}".repeat(2_000) };
    const R = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: OPEN_TRUST, RoleName } };
    const Parameters = { P: { Type: "String", Default: "x".repeat(400_000) } };
    expect(await found(template({ R }, { Parameters }))).toEqual([
      "error R principal-everyone",
      "info R unknown-permission",
    ]);
  });
});
