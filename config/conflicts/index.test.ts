import { InputError } from "@openhands-aws/facts/program-error";
import { testConfig } from "../../tools/test-config";
import { parseConfig } from "../load";

/** What {@link testConfig} says of c.yaml; each problem is given from its line on. */
const problems = (...lines: string[]) =>
  `c.yaml has ${lines.length === 1 ? "1 problem" : `${lines.length} problems`}:\n${lines.map((line) => `  c.yaml:${line}`).join("\n")}`;

/** The stack openhands-deploy with what it needs, and more of its keys. */
const deployWith = (more: string) =>
  `deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}, ${more}}`;
const roleNamed = (label: string, name: string) =>
  deployWith(
    `roles: {${label}: {name: ${name}, subjects: [{branch: main}], grants: [{s3: read, bucket: data-bucket}]}}`,
  );

// biome-ignore format: one wrong file a row
it.each<[string, string, string]>([
  ["a repository twice", "github: {repositories: [{name: boxp/arch}, {name: boxp/arch}]}", '1 github.repositories[1].name: "boxp/arch" is in the list twice; keep one'],
  ["a repository twice in another case", "github: {repositories: [{name: boxp/arch}, {name: BoxP/Arch}]}", '1 github.repositories[1].name: "BoxP/Arch" is in the list twice; keep one'],
  ["a subject's repository that is not listed", "runtime: {subjects: [{repositories: [boxp/lolice], branch: main}]}", '1 runtime.subjects[0].repositories[0]: "boxp/lolice" is not in github.repositories; add it there, spelt the same'],
  ["a build subject's repository that is not listed", "deploy: {build: {subjects: [{repositories: [a/b], branch: main}], chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}", '1 deploy.build.subjects[0].repositories[0]: "a/b" is not in github.repositories; add it there, spelt the same'],
  ["a role's repository in another case", deployWith("roles: {reader: {name: reader, subjects: [{repositories: [BoxP/arch], branch: main}], grants: [{s3: read, bucket: data-bucket}]}}"), '1 deploy.roles.reader.subjects[0].repositories[0]: "BoxP/arch" is not in github.repositories; add it there, spelt the same'],
  ["a workflow of a GitHub Enterprise Server", "github: {issuer: ghes.example.com/_services/token}\nruntime: {subjects: [{branch: main, workflows: [a.yml]}]}", "2 runtime.subjects[0].workflows: [ 'a.yml' ] must be left out with github.issuer ghes.example.com/_services/token: AWS does not read job_workflow_ref in its tokens; use an environment"],
  ["the sync workflow of a GitHub Enterprise Server", "github: {issuer: ghes.example.com/_services/token}\ndeploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket, workflows: [a.yml]}}", "2 deploy.sync.workflows: [ 'a.yml' ] must be left out with github.issuer ghes.example.com/_services/token: AWS does not read job_workflow_ref in its tokens; use an environment"],
  ["one parameter for both halves of the key", "bedrock: {accessKeyIdParameter: key, secretAccessKeyParameter: key}", '1 bedrock.secretAccessKeyParameter: "key" must be a different parameter from bedrock.accessKeyIdParameter'],
  ["one parameter for both, with and without slash", "bedrock: {accessKeyIdParameter: key, secretAccessKeyParameter: /key}", '1 bedrock.secretAccessKeyParameter: "/key" must be a different parameter from bedrock.accessKeyIdParameter'],
  ["the API key's parameter over the access key's", "bedrock: {apiKey: {parameter: /bedrock-access-key-id}}\nruntime: {refresher: false}", '1 bedrock.apiKey.parameter: "/bedrock-access-key-id" must be a different parameter from bedrock.accessKeyIdParameter'],
  ["the API key's policy under the models'", "bedrock: {apiKey: {parameter: api-key, policy: Bedrock-openhands-policy}}", '1 bedrock.apiKey.policy: "Bedrock-openhands-policy" is already the name of bedrock.policy.name; choose another'],
  ["an API key for OpenHands 1.x", "openhands: {version: '1.11'}\nbedrock: {apiKey: {parameter: api-key}}", "2 bedrock.apiKey must be left out with OpenHands 1.x: its app passes no Secret on to the sandbox, where the model is called"],
  ["an API key beside short sessions", "kubernetes: {}\nbedrock: {apiKey: {parameter: api-key}}", "2 bedrock.apiKey must be left out with runtime.refresher: the runtime image removes every other credential where there are short sessions; or set runtime.refresher to false"],
  ["the secret among the runtime's settings", "bedrock: {secretAccessKeyParameter: /openhands/config/secret}", "1 bedrock.secretAccessKeyParameter: \"/openhands/config/secret\" must be outside /openhands/config, which contains the runtime's settings (runtime.configuration.path)"],
  ["the key's id among the runtime's settings", "runtime: {configuration: {path: /o}}\nbedrock: {accessKeyIdParameter: /o/region}", "2 bedrock.accessKeyIdParameter: \"/o/region\" must be outside /o, which contains the runtime's settings (runtime.configuration.path)"],
  ["Agent Canvas' keys in one parameter", "kubernetes: {canvas: {keys: {sessionKeyParameter: key, secretKeyParameter: /key}}}", '1 kubernetes.canvas.keys.secretKeyParameter: "/key" must be a different parameter from kubernetes.canvas.keys.sessionKeyParameter'],
  ["Agent Canvas' key over the access key", "kubernetes: {canvas: {keys: {sessionKeyParameter: bedrock-access-key-id}}}", '1 kubernetes.canvas.keys.sessionKeyParameter: "bedrock-access-key-id" must be a different parameter from bedrock.accessKeyIdParameter'],
  ["the access key over Agent Canvas' default", "bedrock: {secretAccessKeyParameter: /openhands/canvas/secret-key}\nkubernetes: {}", "2 kubernetes.canvas.keys.secretKeyParameter is required: a different parameter from bedrock.secretAccessKeyParameter"],
  ["Agent Canvas' keys among the settings", "kubernetes: {canvas: {keys: {secretKeyParameter: /openhands/config/key}}}", "1 kubernetes.canvas.keys.secretKeyParameter: \"/openhands/config/key\" must be outside /openhands/config, which contains the runtime's settings (runtime.configuration.path)"],
  ["Bedrock in another partition", "bedrock: {region: us-gov-west-1}", '1 bedrock.region: "us-gov-west-1" must be in the partition aws, where aws.region is'],
  ["the state in another partition", "terraform: {state: {region: cn-north-1}}", '1 terraform.state.region: "cn-north-1" must be in the partition aws, where aws.region is'],
  ["a destination in another partition", "bedrock: {models: [{id: a.b, regions: [us-east-1, us-gov-west-1]}]}", '1 bedrock.models[0].regions[1]: "us-gov-west-1" must be in the partition aws, where aws.region is'],
  ["a model twice", "bedrock: {models: [{id: a.b, profile: none}, {id: a.b, profile: none}]}", '1 bedrock.models[1].id: "a.b" is in the list twice; keep one'],
  ["an unknown model without regions", "bedrock: {models: [{id: anthropic.claude-next}]}", "1 bedrock.models[0].regions is required: the regions to which us.anthropic.claude-next sends requests from us-west-2; openhands-aws does not know them, run aws bedrock get-inference-profile --region us-west-2 --inference-profile-identifier us.anthropic.claude-next"],
  ["a known model through a profile that it is not known for", "bedrock: {region: eu-central-1, models: [{id: anthropic.claude-3-7-sonnet-20250219-v1:0, profile: eu}]}", "1 bedrock.models[0].regions is required: the regions to which eu.anthropic.claude-3-7-sonnet-20250219-v1:0 sends requests from eu-central-1; openhands-aws does not know them, run aws bedrock get-inference-profile --region eu-central-1 --inference-profile-identifier eu.anthropic.claude-3-7-sonnet-20250219-v1:0"],
  ["a known model through a profile that it is not known to have in Bedrock's region", "bedrock: {region: il-central-1, models: [{id: anthropic.claude-sonnet-4-6, profile: eu}]}", "1 bedrock.models[0].regions is required: the regions to which eu.anthropic.claude-sonnet-4-6 sends requests from il-central-1; openhands-aws does not know them, run aws bedrock get-inference-profile --region il-central-1 --inference-profile-identifier eu.anthropic.claude-sonnet-4-6"],
  ["regions for the global profile", "bedrock: {models: [{id: a.b, profile: global, regions: [us-east-1]}]}", "1 bedrock.models[0].regions: [ 'us-east-1' ] must be left out with the profile global"],
  ["regions for no profile", "bedrock: {models: [{id: a.b, profile: none, regions: [us-east-1]}]}", "1 bedrock.models[0].regions: [ 'us-east-1' ] must be left out with the profile none"],
  ["a profile that does not exist in Bedrock's region", "bedrock: {region: us-west-2, models: [{id: anthropic.claude-sonnet-4-6, profile: jp}]}", '1 bedrock.models[0].profile: "jp" must be a profile that exists in us-west-2, where Bedrock is called (bedrock.region): us, global, none; the profile jp does not'],
  ["an application profile of another account", "bedrock: {models: [{id: anthropic.claude-sonnet-4-6, profile: application, profileArn: 'arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/a1'}]}", '1 bedrock.models[0].profileArn: "arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/a1" must be in aws.account and bedrock.region, where Bedrock is called: arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/ID'],
  ["an application profile of another region", "bedrock: {models: [{id: anthropic.claude-sonnet-4-6, profile: application, profileArn: 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1'}]}", '1 bedrock.models[0].profileArn: "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1" must be in aws.account and bedrock.region, where Bedrock is called: arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/ID'],
  ["one application profile for two models", "bedrock: {models: [{id: anthropic.claude-sonnet-4-6, profile: application, profileName: a}, {id: anthropic.claude-opus-4-7, profile: application, profileName: a}]}", '1 bedrock.models[1].profileName: "a" is in the list twice; keep one'],
  ["an application profile's ARN twice", "bedrock: {models: [{id: anthropic.claude-sonnet-4-6, profile: application, profileArn: &arn 'arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1'}, {id: anthropic.claude-opus-4-7, profile: application, profileArn: *arn}]}", '1 bedrock.models[1].profileArn: "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1" is in the list twice; keep one'],
  ["an application profile from a geography that does not exist there", "bedrock: {models: [{id: anthropic.claude-sonnet-4-6, profile: application, from: jp, profileName: a}]}", '1 bedrock.models[0].from: "jp" must be a profile that exists in us-west-2, where Bedrock is called (bedrock.region): us, global, none; the profile jp does not'],
  ["the operator's role that is the runtime's", "externalSecrets: {role: OpenHands-runtime-role}", '1 externalSecrets.role: "OpenHands-runtime-role" must be a role that only the operator uses, not runtime.role: anyone with that role could read Bedrock\'s access key'],
  ["a workflow's role that reads the access key", deployWith("roles: {reader: {name: reader, subjects: [{branch: main}], grants: [{ssm: read, parameters: [/a/b, /bedrock-secret-access-key]}]}}"), '1 deploy.roles.reader.grants[0].parameters[1]: "/bedrock-secret-access-key" must be another parameter: bedrock.secretAccessKeyParameter is a key that only the cluster\'s operator may read'],
  ["a workflow's role that reads a key of Agent Canvas", `kubernetes: {}\n${deployWith("roles: {reader: {name: reader, subjects: [{branch: main}], grants: [{ssm: read, parameters: [/openhands/canvas/secret-key]}]}}")}`, '2 deploy.roles.reader.grants[0].parameters[0]: "/openhands/canvas/secret-key" must be another parameter: kubernetes.canvas.keys.secretKeyParameter is a key that only the cluster\'s operator may read'],
  ["the operator's role that workflows assume", `externalSecrets: {role: reader}\n${roleNamed("books", "reader")}`, '1 externalSecrets.role: "reader" must be a role that only the operator uses, not deploy.roles.books.name: anyone with that role could read Bedrock\'s access key'],
  ["the operator's role that refreshes sessions", "externalSecrets: {role: workload}\nruntime: {refresher: {principal: 'arn:aws:iam::123456789012:role/a/Workload'}}", '1 externalSecrets.role: "workload" must be a role that only the operator uses, not runtime.refresher.principal: anyone with that role could read Bedrock\'s access key'],
  ["the operator's user that is Bedrock's", "externalSecrets: {user: bedrock-openhands-user}", '1 externalSecrets.user: "bedrock-openhands-user" must be a user that only the operator uses, not bedrock.user: it could read every future access key'],
  ["a build session above its role's maximum", "deploy: {build: {chained: {bucket: artifacts}, session: {seconds: 3601}}, sync: {bucket: site-bucket}}", "1 deploy.build.session.seconds: 3601 must be at most 3600, which is deploy.build.maxSessionSeconds; raise that or lower this"],
  ["a sync session above its role's maximum", "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket, session: {seconds: 7201}, maxSessionSeconds: 7200}}", "1 deploy.sync.session.seconds: 7201 must be at most 7200, which is deploy.sync.maxSessionSeconds; raise that or lower this"],
  ["an identity check above its role's maximum", deployWith("identityCheck: {session: {seconds: 3601}}"), "1 deploy.identityCheck.session.seconds: 3601 must be at most 3600, which is deploy.build.maxSessionSeconds; raise that or lower this"],
  ["a release of another family", 'openhands: {family: 0.x, version: "1.11"}', '1 openhands.version: "1.11" must be a release of the family 0.x, such as 0.62; or change openhands.family'],
  ["a release of 0.x as Agent Canvas", 'openhands: {family: canvas, version: "0.62.0"}', '1 openhands.version: "0.62.0" must be a release of the family canvas, such as 1.20.0; or change openhands.family'],
  ["a release of 0.x as 1.x", 'openhands: {family: 1.x, version: "0.62"}', '1 openhands.version: "0.62" must be a release of the family 1.x, such as 1.11; or change openhands.family'],
  ["a number that only Agent Canvas has", 'openhands: {version: "1.20"}', '1 openhands.version: "1.20" must be at most 1.11, with which OpenHands 1.x ended; for Agent Canvas, add family: canvas'],
  ["Agent Canvas in two parts", 'openhands: {family: canvas, version: "1.20"}', '1 openhands.version: "1.20" must have three parts, as the image of Agent Canvas is tagged, such as 1.20.0'],
  ["a model that the named family cannot use", "openhands: {family: 1.x}\nbedrock: {models: [{id: anthropic.claude-opus-5}]}", '2 bedrock.models[0].id: "anthropic.claude-opus-5" does not work with OpenHands 1.11: its LiteLLM does not know the model, and cuts each answer off after 4,096 tokens; use anthropic.claude-opus-4-7, or openhands: {family: canvas, version: "1.20.0"}'],
  ["two digests of the base", `image: {base: "a@sha256:${"0".repeat(64)}", baseDigest: "sha256:${"1".repeat(64)}"}`, `1 image.baseDigest: "sha256:${"1".repeat(64)}" must be left out: image.base has a digest already`],
  ["ECR without the stack that makes its repository", "image: {registry: ecr}", '1 image.registry: "ecr" needs the section deploy, whose stack creates the repository; add it'],
  ["another ECR repository than the stack's", `image: {registry: ecr, repository: mine}\n${deployWith("roles: {}")}`, '1 image.repository: "mine" must be left out with the registry ecr: deploy.registry.repository names it (openhands-runtime)'],
  ["a refresher's session above AWS's maximum", "runtime: {refresher: {sessionSeconds: 43201}}", "1 runtime.refresher.sessionSeconds: 43201 must be 900 to 43200 seconds, AWS's limits for a session"],
  ["a chained refresher's session above an hour", "runtime: {maxSessionSeconds: 7200, refresher: {principal: 'arn:aws:iam::123456789012:role/w', sessionSeconds: 7200}}", "1 runtime.refresher.sessionSeconds: 7200 must be at most 3600: AWS limits the session of a role that another role assumes (runtime.refresher.principal)"],
  ["a refresher's role in another account", "runtime: {refresher: {principal: 'arn:aws:iam::111122223333:role/w'}}", '1 runtime.refresher.principal: "arn:aws:iam::111122223333:role/w" must be a role of aws.account, arn:aws:iam::123456789012:role/NAME: a mistyped account could get the sessions'],
  ["a refresher's role in another partition", "runtime: {refresher: {principal: 'arn:aws-cn:iam::123456789012:role/w'}}", '1 runtime.refresher.principal: "arn:aws-cn:iam::123456789012:role/w" must be a role of aws.account, arn:aws:iam::123456789012:role/NAME: a mistyped account could get the sessions'],
  ["the sessions' role as the refresher's", "runtime: {refresher: {role: r, principal: 'arn:aws:iam::123456789012:role/a/R'}}", '1 runtime.refresher.principal: "arn:aws:iam::123456789012:role/a/R" must be a different role from runtime.refresher.role, which it assumes'],
  ["the runtime's role as the refresher's", "runtime: {role: r, refresher: {principal: 'arn:aws:iam::123456789012:role/a/R'}}", '1 runtime.refresher.principal: "arn:aws:iam::123456789012:role/a/R" must be a role that only the refresher uses, not runtime.role: runs from GitHub could get the sessions'],
  ["a workflow's role as the refresher's", `runtime: {refresher: {principal: 'arn:aws:iam::123456789012:role/reader'}}\n${roleNamed("books", "reader")}`, '1 runtime.refresher.principal: "arn:aws:iam::123456789012:role/reader" must be a role that only the refresher uses, not deploy.roles.books.name: runs from GitHub could get the sessions'],
  ["the sessions' role with the runtime's name", "runtime: {role: R, refresher: {role: r}}", '1 runtime.refresher.role: "r" is already the name of runtime.role; choose another'],
  ["a workflow's role with the name of the sessions'", `runtime: {refresher: {}}\n${roleNamed("reader", "openhands-session-role")}`, '2 deploy.roles.reader.name: "openhands-session-role" is already the name of runtime.refresher.role; choose another'],
  ["the operator's role that is the sessions'", "externalSecrets: {role: openhands-session-role}\nruntime: {refresher: {}}", '1 externalSecrets.role: "openhands-session-role" must be a role that only the operator uses, not runtime.refresher.role: anyone with that role could read Bedrock\'s access key'],
  ["the runtime's role with the name of the sessions' by default", "runtime: {role: openhands-session-role}\nkubernetes: {}", "1 runtime.refresher.role is already the name of runtime.role; choose another"],
  ["the refresher's policy with the name of the operator's", "runtime: {refresher: {policy: openhands-external-secrets}}", '1 runtime.refresher.policy: "openhands-external-secrets" is already the name of externalSecrets.policy; choose another'],
  ["two roles of one name", roleNamed("reader", "GitHub-OIDC-Role"), '1 deploy.roles.reader.name: "GitHub-OIDC-Role" is already the name of deploy.build.role; choose another'],
  ["a role with the runtime's name", roleNamed("reader", "openhands-runtime-role"), '1 deploy.roles.reader.name: "openhands-runtime-role" is already the name of runtime.role; choose another'],
  ["two policies of one name", "runtime: {s3Policy: {name: Bedrock-OpenHands-policy}}", '1 bedrock.policy.name: "bedrock-openhands-policy" is already the name of runtime.s3Policy.name; choose another'],
  ["the policy of the settings with the name of the operator's", "runtime: {configuration: {policy: OpenHands-external-secrets}}", '1 externalSecrets.policy: "openhands-external-secrets" is already the name of runtime.configuration.policy; choose another'],
  ["a role whose policy would have another's name", roleNamed("reader", "openhands-s3-access"), '1 deploy.roles.reader.name: "openhands-s3-access" is already the name of runtime.s3Policy.name; choose another'],
  ["a label that the stack has", roleNamed("github_oidc", "reader"), "1 deploy.roles.github_oidc is already used in this stack, or ends with a suffix reserved for role resources; choose another label"],
  ["a label with a reserved suffix", roleNamed("github_oidc_trust", "reader"), "1 deploy.roles.github_oidc_trust is already used in this stack, or ends with a suffix reserved for role resources; choose another label"],
])("refuses %s", (_, yaml, problem) => {
  expect(() => testConfig(yaml, "c.yaml")).toThrow(new InputError(problems(problem)));
});

describe("the bucket", () => {
  const missing =
    "runtime.bucket is required: your bucket that OpenHands works with, such as octo-org-openhands (runtime: {bucket: octo-org-openhands}); it has no default, because all of AWS shares the names of buckets";

  it.each([
    ["", 1],
    ["tags: {a: b}\nruntime: {role: r}", 2],
  ])("must be named when hardened: %j", (yaml, line) => {
    expect(() => parseConfig(yaml, "c.yaml")).toThrow(new InputError(problems(`${line} ${missing}`)));
  });

  it("is the design's as designed, unless it is named", () => {
    const bucket = (yaml: string) => parseConfig(`posture: as-designed\n${yaml}`, "c.yaml").runtime.bucket;
    expect(bucket("")).toBe("openhands-data");
    expect(bucket("runtime: {bucket: mine}")).toBe("mine");
  });
});

it("names the default that does not fit what the file says", () => {
  expect(() => testConfig("aws:\n  region: us-gov-west-1", "c.yaml")).toThrow(
    new InputError(problems('1 bedrock.region: "us-west-2" must be in the partition aws-us-gov, where aws.region is')),
  );
});

it("reports all problems together", () => {
  const yaml = `
bedrock:
  region: us-gov-west-1
  models:
    - { id: a.b, profile: none }
    - { id: c.d }
    - { id: a.b, profile: none }
`;
  expect(() => testConfig(yaml, "c.yaml")).toThrow(
    new InputError(
      problems(
        '3 bedrock.region: "us-gov-west-1" must be in the partition aws, where aws.region is',
        "6 bedrock.models[1].regions is required: the regions to which us.c.d sends requests from us-gov-west-1; openhands-aws does not know them, run aws bedrock get-inference-profile --region us-gov-west-1 --inference-profile-identifier us.c.d",
        '7 bedrock.models[2].id: "a.b" is in the list twice; keep one',
      ),
    ),
  );
});

it.each(["registry", "registry_url", "lifecycle", "aws", "backend", "upload_to_s3", "reader_role_arn"])(
  "refuses the label %s, which the stack has",
  (label) =>
    expect(() => testConfig(roleNamed(label, "reader"), "c.yaml")).toThrow(`deploy.roles.${label} is already used`),
);

// biome-ignore format: one file a row
it.each<[string, string]>([
  ["a model that does not work as designed", "posture: as-designed\nbedrock: {designedModel: anthropic.claude-sonnet-4-6}"],
  ["a model that does not work with what runs already", 'openhands: {version: "0.59"}\nbedrock: {models: [{id: anthropic.claude-opus-5}]}'],
  ["a model that does not work with a release that is named with its family", 'openhands: {family: 1.x, version: "1.11"}\nbedrock: {models: [{id: anthropic.claude-sonnet-5}]}'],
  ["a second model that OpenHands does not use", "bedrock: {models: [{id: anthropic.claude-opus-5}, {id: anthropic.claude-sonnet-5}]}"],
  ["a model that was not tried", 'openhands: {family: canvas, version: "1.16.0"}\nbedrock: {models: [{id: anthropic.claude-sonnet-5}]}'],
  ["a release of 1.x that is not known, without naming its base", 'openhands: {family: 1.x, version: "1.12"}'],
  ["a release of Agent Canvas that is not known", 'openhands: {family: canvas, version: "1.21.0"}'],
  ["the longest session of a user", "runtime: {maxSessionSeconds: 3600, refresher: {sessionSeconds: 43200}}"],
  ["a refresher's role of its own", "runtime: {refresher: {principal: 'arn:aws:iam::123456789012:role/a/workload'}}"],
  ["the names of keys that the owner has", "runtime: {configuration: {path: /openhands/canvas}}\nkubernetes: {canvas: {keys: {generate: false}}}"],
  ["the names of keys that another family does not have", 'openhands: {version: "0.62"}\nruntime: {configuration: {path: /openhands/canvas}}\nkubernetes: {}'],
  ["the names of keys that someone else's Deployment has", "bedrock: {accessKeyIdParameter: /openhands/canvas/session-key}\nkubernetes: {deployment: {generate: false}}"],
])("accepts %s", (_, yaml) => expect(() => testConfig(yaml, "c.yaml")).not.toThrow());

it("accepts names that differ", () => {
  const { deploy } = testConfig(roleNamed("registry_reader", "openhands-runtime-role-2"), "c.yaml");
  expect(Object.keys(deploy?.roles ?? {})).toEqual(["registry_reader"]);
});

describe("profiles and regions", () => {
  const yaml = (profile: string, region: string, more = "") =>
    `${more}bedrock: {region: ${region}, models: [{id: anthropic.claude-sonnet-4-6, profile: ${profile}}]}`;

  it.each([
    ["us", "us-east-1"],
    ["us", "ca-central-1"],
    ["eu", "eu-west-1"],
    ["jp", "ap-northeast-3"],
    ["au", "ap-southeast-2"],
    ["au", "ap-southeast-6"],
    ["global", "ap-northeast-1"],
    ["none", "eu-central-2"],
  ])("takes %s in %s", (profile, region) => {
    expect(testConfig(yaml(profile, region), "c.yaml").bedrock.region).toBe(region);
  });

  it.each([
    ["us", "ap-northeast-1", "jp, global, none"],
    ["eu", "us-west-2", "us, global, none"],
    ["jp", "ap-northeast-2", "apac, global, none"],
    ["jp", "ap-south-1", "apac, in, global, none"],
    ["au", "ap-southeast-1", "apac, global, none"],
  ])("refuses %s in %s", (profile, region, others) => {
    expect(() => testConfig(yaml(profile, region), "c.yaml")).toThrow(`${others}; the profile ${profile} does not`);
  });

  it("accepts any profile as designed, where the model itself is invoked", () => {
    expect(() => testConfig(yaml("us", "ap-northeast-1", "posture: as-designed\n"), "c.yaml")).not.toThrow();
  });

  it("takes the regions that the config names from where none are known", () => {
    const written =
      "bedrock: {region: il-central-1, models: [{id: anthropic.claude-sonnet-4-6, profile: eu, regions: [eu-west-1]}]}";
    expect(testConfig(written, "c.yaml").bedrock.models[0].regions).toEqual(["eu-west-1"]);
  });

  it("names the default that does not exist there", () => {
    expect(() => testConfig("bedrock: {region: eu-west-1}", "c.yaml")).toThrow("bedrock.models[0].profile");
  });
});
