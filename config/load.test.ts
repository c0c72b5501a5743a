import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { loadConfig, parseConfig } from "./load";
import { ConfigFile } from "./schema";

/** What {@link parseConfig} says of c.yaml; each problem is given from its line on. */
const problems = (...lines: string[]) =>
  `c.yaml has ${lines.length === 1 ? "1 problem" : `${lines.length} problems`}:\n${lines.map((line) => `  c.yaml:${line}`).join("\n")}`;

const KEYS = Object.keys(ConfigFile.shape).join(", ");

// biome-ignore format: one wrong file a row
it.each<[string, string, string]>([
  ["a misspelt region", "aws: {region: ap-northeast-l}", '1 aws.region: "ap-northeast-l" is not an AWS region; did you mean "ap-northeast-1"?'],
  ["a region that is a number", "aws: {region: 1}", "1 aws.region: 1 must be the name of an AWS region, such as ap-northeast-1"],
  ["a misspelt posture", "posture: Harden", '1 posture: "Harden" must be one of as-designed, hardened'],
  ["an unknown key at the top", "aws:\n  region: us-east-1\nposturre: hardened", "3 posturre is not a key of the config; did you mean posture?"],
  ["an unknown key in a section", "aws:\n  acount: \"123456789012\"", "2 aws.acount is not a key of aws; did you mean account?"],
  ["an unknown key two levels down", "terraform:\n  state:\n    buket: states", "3 terraform.state.buket is not a key of terraform.state; did you mean bucket?"],
  ["an unknown key in a list", "bedrock:\n  models:\n    - id: anthropic.claude-sonnet-4-6\n      profil: us", "4 bedrock.models[0].profil is not a key of bedrock.models[0]; did you mean profile?"],
  ["an unknown key that resembles none", "aws: {wibble: 1}", "1 aws.wibble is not a key of aws; its keys are account, region, trustPolicyQuota"],
  ["an unknown key with a section below it", "x:\n\n  y: 1", `1 x is not a key of the config; its keys are ${KEYS}`],
  ["an unknown key inherited by every object", "aws: {constructor: 1}", "1 aws.constructor is not a key of aws; its keys are account, region, trustPolicyQuota"],
  ["an unknown key with escapes", "aws: {\"a\\e[31m\\u202eb\": 1}", "1 aws[\"a\\u001b[31m\\u{202e}b\"] is not a key of aws; its keys are account, region, trustPolicyQuota"],
  ["a list instead of the config", "- aws", `1 the config: [ 'aws' ] must be a mapping of ${KEYS}`],
  ["a word instead of the config", "hello", `1 the config: "hello" must be a mapping of ${KEYS}`],
  ["a list instead of a section", "aws: [a]", "1 aws: [ 'a' ] must be a mapping of account, region, trustPolicyQuota"],
  ["a word instead of a section", "aws: tokyo", '1 aws: "tokyo" must be a mapping of account, region, trustPolicyQuota'],
  ["an unknown key in a section that can be turned off", "runtime: {refresher: {sesionSeconds: 900}}", "1 runtime.refresher.sesionSeconds is not a key of runtime.refresher; did you mean sessionSeconds?"],
  ["a wrong value in a section that can be turned off", "runtime: {refresher: {sessionSeconds: 1h}}", '1 runtime.refresher.sessionSeconds: "1h" must be a whole number of seconds, 900 to 43200'],
  ["a section that can be turned off, turned on", "runtime: {refresher: true}", "1 runtime.refresher: true must be a mapping, such as {}, or false"],
  ["nothing below a section that can be turned off", "runtime: {refresher: }", "1 runtime.refresher is empty: it must be a mapping, such as {}, or false; fill it in or remove it"],
  ["an unknown family", "openhands: {family: cnvas}", '1 openhands.family: "cnvas" must be one of 0.x, 1.x, canvas; did you mean canvas?'],
  ["an ingress without host", "kubernetes: {canvas: {ingress: {className: nginx}}}", "1 kubernetes.canvas.ingress.host is required: a host name without wildcard, such as openhands.example.com"],
  ["an ingress for every host", "kubernetes: {canvas: {ingress: {host: '*.example.com'}}}", '1 kubernetes.canvas.ingress.host: "*.example.com" must be a host name without wildcard, such as openhands.example.com'],
  ["nothing below a section", "aws: {region: us-east-1}\ndeploy:", "2 deploy is empty: it must be a mapping of registry, build, sync, identityCheck, roles; fill it in or remove it"],
  ["nothing below a nested section", "terraform: {state: }", "1 terraform.state is empty: it must be a mapping of bucket, region, key, lock; fill it in or remove it"],
  ["no value", "runtime: {bucket: }", "1 runtime.bucket is empty: it must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit; fill it in or remove it"],
  ["no value of a choice", "posture:", "1 posture is empty: it must be one of as-designed, hardened; fill it in or remove it"],
  ["no value of a list", "runtime: {subjects: }", "1 runtime.subjects is empty: it must be a list, with a hyphen before each entry; fill it in or remove it"],
  ["no entry in a list", "github:\n  repositories:\n    -", "3 github.repositories[0] is empty: it must be a mapping of name, id, ownerId; fill it in or remove it"],
  ["a mapping instead of a list", "github:\n  repositories:\n    name: boxp/arch", "2 github.repositories: { name: 'boxp/arch' } must be a list, with a hyphen before each entry"],
  ["a word instead of a list", "github: {repositories: boxp/arch}", '1 github.repositories: "boxp/arch" must be a list, with a hyphen before each entry'],
  ["words instead of mappings in a list", "github: {repositories: [boxp/arch]}", '1 github.repositories[0]: "boxp/arch" must be a mapping of name, id, ownerId'],
  ["not a number", "aws: {trustPolicyQuota: .nan}", "1 aws.trustPolicyQuota: .nan must be a whole number of characters, 2048 to 8192"],
  ["infinity", "aws: {trustPolicyQuota: .inf}", "1 aws.trustPolicyQuota: .inf must be a whole number of characters, 2048 to 8192"],
  ["a value that holds itself", "aws: &aws {region: *aws}", "1 aws.region: <ref *1> { region: [Circular *1] } must be the name of an AWS region, such as ap-northeast-1"],
  ["an account id without quotes", "aws: {account: 123456789012}", "1 aws.account: 123456789012 must be a string (put it in quotes): the 12 digits of an AWS account id, including leading zeros"],
  ["an account id that lost its leading zero", "aws: {account: 012345678901}", "1 aws.account: 012345678901 must be a string (put it in quotes): the 12 digits of an AWS account id, including leading zeros"],
  ["an account id of 11 digits", 'aws: {account: "12345678901"}', '1 aws.account: "12345678901" must be the 12 digits of an AWS account id, including leading zeros'],
  ["an account id with hyphens", "aws: {account: 1234-5678-9012}", '1 aws.account: "1234-5678-9012" must be the 12 digits of an AWS account id, including leading zeros'],
  ["a trust policy quota that AWS does not grant", "aws: {trustPolicyQuota: 9000}", "1 aws.trustPolicyQuota: 9000 must be 2048 to 8192 characters; AWS does not raise the quota further"],
  ["a role name with a space", "runtime: {role: openhands runtime}", '1 runtime.role: "openhands runtime" must be an IAM role name: letters, digits and _+=,.@-'],
  ["a role name of 65 characters", `runtime: {role: ${"r".repeat(65)}}`, `1 runtime.role: "${"r".repeat(65)}" is 65 characters long; shorten it to 64`],
  ["an empty role name", 'runtime: {role: ""}', '1 runtime.role: "" must be an IAM role name: letters, digits and _+=,.@-'],
  ["a role name with an escape sequence", "runtime: {role: \"a\\e[31mred\"}", "1 runtime.role: \"a\\u001b[31mred\" must be an IAM role name: letters, digits and _+=,.@-"],
  ["a user name with a slash", "bedrock: {user: {name: service/openhands}}", '1 bedrock.user.name: "service/openhands" must be an IAM user name: letters, digits and _+=,.@-'],
  ["a user name of 65 characters", `bedrock: {user: {name: ${"u".repeat(65)}}}`, `1 bedrock.user.name: "${"u".repeat(65)}" is 65 characters long; shorten it to 64`],
  ["a user path without slashes", "bedrock: {user: {path: service}}", '1 bedrock.user.path: "service" must be an IAM path that begins and ends with /, such as /service/'],
  ["a policy name with a mark", "runtime: {s3Policy: {name: s3-access!}}", '1 runtime.s3Policy.name: "s3-access!" must be an IAM policy name: letters, digits and _+=,.@-'],
  ["a policy name of 129 characters", `runtime: {s3Policy: {name: ${"p".repeat(129)}}}`, `1 runtime.s3Policy.name: "${"p".repeat(99)}... is 129 characters long; shorten it to 128`],
  ["a description over two lines", "runtime: {s3Policy: {description: \"two\\nlines\"}}", "1 runtime.s3Policy.description: \"two\\nlines\" must be a description of 1 to 1000 characters on one line, without { }"],
  ["an ARN for a role name", 'externalSecrets: {role: "arn:aws:iam::123456789012:role/eso"}', '1 externalSecrets.role: "arn:aws:iam::123456789012:role/eso" must be an IAM role name: letters, digits and _+=,.@-'],
  ["a bucket in upper case", "runtime: {bucket: OpenHands}", '1 runtime.bucket: "OpenHands" must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit'],
  ["a bucket like an IP address", "runtime: {bucket: 192.168.5.4}", '1 runtime.bucket: "192.168.5.4" must neither contain two dots in a row nor look like an IP address'],
  ["a bucket with two dots", "runtime: {bucket: a..b}", '1 runtime.bucket: "a..b" must neither contain two dots in a row nor look like an IP address'],
  ["a bucket of two characters", "runtime: {bucket: ab}", '1 runtime.bucket: "ab" must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit'],
  ["a bucket with a reserved prefix", "runtime: {bucket: xn--data}", '1 runtime.bucket: "xn--data" must neither begin with xn--, sthree- or amzn-s3-demo- nor end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3, which AWS reserves'],
  ["a bucket with a reserved suffix", "runtime: {bucket: data-s3alias}", '1 runtime.bucket: "data-s3alias" must neither begin with xn--, sthree- or amzn-s3-demo- nor end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3, which AWS reserves'],
  ["a bucket by its URL", 'runtime: {bucket: "s3://data"}', '1 runtime.bucket: "s3://data" must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit'],
  ["a bucket of 300 characters", `runtime: {bucket: ${"b".repeat(300)}}`, `1 runtime.bucket: "${"b".repeat(99)}... must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit`],
  ["a prefix that begins with a slash", "runtime: {prefixes: [/data/]}", '1 runtime.prefixes[0]: "/data/" must be an object prefix that ends with / and does not begin with it, without * ? $ { }'],
  ["a prefix without a slash at the end", "runtime: {prefixes: [data]}", '1 runtime.prefixes[0]: "data" must be an object prefix that ends with / and does not begin with it, without * ? $ { }'],
  ["a prefix with a wildcard", "runtime: {prefixes: [data*/]}", '1 runtime.prefixes[0]: "data*/" must be an object prefix that ends with / and does not begin with it, without * ? $ { }'],
  ["a state key without <stack>", "terraform: {state: {key: terraform.tfstate}}", "1 terraform.state.key: \"terraform.tfstate\" must be an object key that contains <stack>, so that each stack has its own state: letters, digits and _-!.*'()/, without a / at either end and without //, /./ or /../"],
  ["a state key that climbs", "terraform: {state: {key: terraform/../<stack>/terraform.tfstate}}", "1 terraform.state.key: \"terraform/../<stack>/terraform.tfstate\" must be an object key that contains <stack>, so that each stack has its own state: letters, digits and _-!.*'()/, without a / at either end and without //, /./ or /../"],
  ["a state key with a slash in front", "terraform: {state: {key: /terraform/<stack>}}", "1 terraform.state.key: \"/terraform/<stack>\" must be an object key that contains <stack>, so that each stack has its own state: letters, digits and _-!.*'()/, without a / at either end and without //, /./ or /../"],
  ["an unknown lock", "terraform: {state: {lock: dynamodb}}", '1 terraform.state.lock: "dynamodb" must be one of native, none'],
  ["a version that is not a constraint", "terraform: {version: latest}", '1 terraform.version: "latest" must be a version constraint, such as ">= 5.100.0, < 7.0.0"'],
  ["a version without quotes", "terraform: {version: 1.11}", '1 terraform.version: 1.11 must be a string (put it in quotes): a version constraint, such as ">= 5.100.0, < 7.0.0"'],
  ["a version constraint cut short", 'terraform: {awsProvider: ">= 5.100, <"}', '1 terraform.awsProvider: ">= 5.100, <" must be a version constraint, such as ">= 5.100.0, < 7.0.0"'],
  ["a tag that AWS reserves", 'tags: {"aws:owner": me}', '1 tags["aws:owner"] must be a tag key: 1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:'],
  ["a tag value of 257 characters", `tags: {owner: ${"v".repeat(257)}}`, `1 tags.owner: "${"v".repeat(99)}... must be a tag value: at most 256 letters, digits, spaces and _.:/=+-@`],
  ["a tag value with a reference", 'tags: {owner: "${var.owner}"}', '1 tags.owner: "${var.owner}" must be a tag value: at most 256 letters, digits, spaces and _.:/=+-@'],
  ["a tag value without quotes", "tags: {costs: 42}", "1 tags.costs: 42 must be a string (put it in quotes): a tag value: at most 256 letters, digits, spaces and _.:/=+-@"],
  ["51 tags", `tags: {${Array.from({ length: 51 }, (_, index) => `t${index}: x`).join(", ")}}`, "1 tags: { t0: 'x', t1: 'x', t2: 'x', t3: 'x', t4: 'x', t5: 'x', t6: 'x', t7: 'x', t8: 'x', t9: 'x', t10: 'x'... must contain at most 50 tags, AWS's limit for a resource; remove some"],
  ["an issuer with https://", 'github: {issuer: "https://token.actions.githubusercontent.com"}', '1 github.issuer: "https://token.actions.githubusercontent.com" must be an issuer without https://, such as token.actions.githubusercontent.com or ghes.example.com/_services/token'],
  ["an issuer with a port", 'github: {issuer: "ghes.example.com:8443/_services/token"}', '1 github.issuer: "ghes.example.com:8443/_services/token" must be an issuer without https://, such as token.actions.githubusercontent.com or ghes.example.com/_services/token'],
  ["an unknown provider mode", "github: {provider: imported}", '1 github.provider: "imported" must be one of create, existing, import; did you mean import?'],
  ["an audience with a space", "github: {audiences: [sts amazonaws]}", "1 github.audiences[0]: \"sts amazonaws\" must be an audience without white space, wildcards or \" \\ $ { }, such as sts.amazonaws.com"],
  ["an audience that ends its string", "github: {audiences: ['a\"), file(\"/etc/passwd']}", "1 github.audiences[0]: \"a\\\"), file(\\\"/etc/passwd\" must be an audience without white space, wildcards or \" \\ $ { }, such as sts.amazonaws.com"],
  ["no audience", "github: {audiences: []}", "1 github.audiences: [] must contain at least one audience"],
  ["a repository without owner", "github: {repositories: [{name: arch}]}", '1 github.repositories[0].name: "arch" must be owner/name as GitHub spells it, without wildcards'],
  ["a repository with a wildcard", "github: {repositories: [{name: boxp/*}]}", '1 github.repositories[0].name: "boxp/*" must be owner/name as GitHub spells it, without wildcards'],
  ["a repository by its URL", 'github: {repositories: [{name: "https://github.com/boxp/arch"}]}', '1 github.repositories[0].name: "https://github.com/boxp/arch" must be owner/name as GitHub spells it, without wildcards'],
  ["one id of two", "github: {repositories: [{name: boxp/arch, id: 5}]}", "1 github.repositories[0]: { name: 'boxp/arch', id: 5 } must have both id and ownerId, or neither: the immutable subject contains both"],
  ["an id that is not a number", 'github: {repositories: [{name: boxp/arch, id: "5", ownerId: 6}]}', "1 github.repositories[0].id: \"5\" must be the id that GitHub gives it, a number above 0 (gh api repos/OWNER/NAME --jq .id, or .owner.id)"],
  ["an id below 1", "github: {repositories: [{name: boxp/arch, id: 0, ownerId: 6}]}", "1 github.repositories[0].id: 0 must be the id that GitHub gives it, a number above 0 (gh api repos/OWNER/NAME --jq .id, or .owner.id)"],
  ["an unknown registry", "image: {registry: docker}", '1 image.registry: "docker" must be one of design, ghcr, ecr'],
  ["a base without a tag", "image: {base: debian}", '1 image.base: "debian" must be an image with its tag, its digest or both, such as ghcr.io/openhands/agent-canvas:1.20.0'],
  ["a short digest in the base", 'image: {base: "debian@sha256:00"}', '1 image.base: "debian@sha256:00" must be an image with its tag, its digest or both, such as ghcr.io/openhands/agent-canvas:1.20.0'],
  ["a short digest of the base", 'image: {baseDigest: "sha256:00"}', '1 image.baseDigest: "sha256:00" must be a digest: sha256: and 64 lower-case hexadecimal digits'],
  ["an image in upper case", "image: {repository: BoxP/openhands}", `1 image.repository: "BoxP/openhands" must be an image's name without registry and tag: lower-case letters and digits, with ._-/ between them`],
  ["a build context outside the repository", "image: {context: ../docker}", '1 image.context: "../docker" must be a folder of the repository, such as docker/openhands-runtime: letters, digits and _.- between single /'],
  ["no repository", "github: {repositories: []}", "1 github.repositories: [] must name at least one repository, or be left out for the default"],
  ["a repository without name", "github: {repositories: [{id: 5, ownerId: 6}]}", "1 github.repositories[0].name is required: owner/name as GitHub spells it, without wildcards"],
  ["an application profile's key without one", "bedrock: {models: [{id: a.b, profile: none, profileName: a}]}", "1 bedrock.models[0]: { id: 'a.b', profile: 'none', profileName: 'a' } must have from, profileName, profileArn, tags only with profile: application"],
  ["an application profile that is neither created nor named", "bedrock: {models: [{id: a.b, profile: application}]}", "1 bedrock.models[0]: { id: 'a.b', profile: 'application' } must have profileName (the stack creates the application profile) or profileArn (it exists already), with profile: application"],
  ["tags of a profile that is not created", "bedrock: {models: [{id: a.b, profile: application, profileArn: 'arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1', tags: {}}]}", "1 bedrock.models[0]: { id: 'a.b', profile: 'application', profileArn: 'arn:aws:bedrock:us-west-2:123456789012:application... must have tags only with profileName: the stack does not tag a profile that it does not create"],
  ["a subject of no kind", "runtime: {subjects: [{}]}", "1 runtime.subjects[0]: {} must have exactly one of branch, tag, environment, pullRequest, any; write a second entry for a second subject"],
  ["a path for a workflow's file", "runtime: {subjects: [{branch: main, workflows: [.github/workflows/a.yml]}]}", '1 runtime.subjects[0].workflows[0]: ".github/workflows/a.yml" must be the name of a file in .github/workflows, such as openhands-chained-build.yml'],
  ["a subject of two kinds", "runtime: {subjects: [{branch: main, tag: v1}]}", "1 runtime.subjects[0]: { branch: 'main', tag: 'v1' } must have exactly one of branch, tag, environment, pullRequest, any; write a second entry for a second subject"],
  ["no subject", "runtime: {subjects: []}", "1 runtime.subjects: [] must contain at least one subject, otherwise nobody can assume the role"],
  ["pullRequest: false", "runtime: {subjects: [{pullRequest: false}]}", "1 runtime.subjects[0].pullRequest: false must be true, or be left out"],
  ["any: yes", "runtime: {subjects: [{any: yes}]}", '1 runtime.subjects[0].any: "yes" must be true, or be left out'],
  ["a branch with refs/heads/", "runtime: {subjects: [{branch: refs/heads/main}]}", '1 runtime.subjects[0].branch: "refs/heads/main" must leave out refs/heads/'],
  ["a tag with refs/tags/", "runtime: {subjects: [{tag: refs/tags/v1}]}", '1 runtime.subjects[0].tag: "refs/tags/v1" must leave out refs/tags/'],
  ["a branch with two dots", "runtime: {subjects: [{branch: a..b}]}", "1 runtime.subjects[0].branch: \"a..b\" must be a branch name by git's rules: no space, .., @{ or any of ~^:?[\\${}, not beginning with / . or -, not ending with / . or .lock; * matches any characters"],
  ["a branch with a space", "runtime: {subjects: [{branch: my branch}]}", "1 runtime.subjects[0].branch: \"my branch\" must be a branch name by git's rules: no space, .., @{ or any of ~^:?[\\${}, not beginning with / . or -, not ending with / . or .lock; * matches any characters"],
  ["a branch that ends in .lock", "runtime: {subjects: [{branch: main.lock}]}", "1 runtime.subjects[0].branch: \"main.lock\" must be a branch name by git's rules: no space, .., @{ or any of ~^:?[\\${}, not beginning with / . or -, not ending with / . or .lock; * matches any characters"],
  ["a branch that begins with a hyphen", "runtime: {subjects: [{branch: -main}]}", "1 runtime.subjects[0].branch: \"-main\" must be a branch name by git's rules: no space, .., @{ or any of ~^:?[\\${}, not beginning with / . or -, not ending with / . or .lock; * matches any characters"],
  ["an environment with a wildcard", "runtime: {subjects: [{environment: prod*}]}", "1 runtime.subjects[0].environment: \"prod*\" must be an environment's name on one line, without * ? $ { }"],
  ["an owner with a wildcard", "runtime: {subjects: [{owner: box*, branch: main}]}", '1 runtime.subjects[0].owner: "box*" must be a GitHub user or organization name, without wildcards'],
  ["repositories and owner", "runtime: {subjects: [{repositories: [boxp/arch], owner: boxp, any: true}]}", "1 runtime.subjects[0]: { repositories: [ 'boxp/arch' ], owner: 'boxp', any: true } must have repositories or owner, not both"],
  ["a longest session below AWS's bounds", "runtime: {maxSessionSeconds: 3599}", "1 runtime.maxSessionSeconds: 3599 must be 3600 to 43200 seconds, AWS's limits for a role's MaxSessionDuration"],
  ["a longest session above AWS's bounds", "runtime: {maxSessionSeconds: 43201}", "1 runtime.maxSessionSeconds: 43201 must be 3600 to 43200 seconds, AWS's limits for a role's MaxSessionDuration"],
  ["a longest session with its unit", "runtime: {maxSessionSeconds: 1h}", '1 runtime.maxSessionSeconds: "1h" must be a whole number of seconds, 3600 to 43200'],
  ["a parameter that begins with aws", "bedrock: {accessKeyIdParameter: aws-key}", '1 bedrock.accessKeyIdParameter: "aws-key" must be a parameter name: letters, digits and _.-, with a leading / if it contains any /, at most 15 levels, not beginning with aws or ssm'],
  ["a parameter that begins with ssm", "bedrock: {accessKeyIdParameter: /SSM/key}", '1 bedrock.accessKeyIdParameter: "/SSM/key" must be a parameter name: letters, digits and _.-, with a leading / if it contains any /, at most 15 levels, not beginning with aws or ssm'],
  ["a parameter with an empty level", "bedrock: {accessKeyIdParameter: /a//b}", '1 bedrock.accessKeyIdParameter: "/a//b" must be a parameter name: letters, digits and _.-, with a leading / if it contains any /, at most 15 levels, not beginning with aws or ssm'],
  ["a parameter that ends with a slash", "bedrock: {accessKeyIdParameter: /a/b/}", '1 bedrock.accessKeyIdParameter: "/a/b/" must be a parameter name: letters, digits and _.-, with a leading / if it contains any /, at most 15 levels, not beginning with aws or ssm'],
  ["a parameter of two levels without leading slash", "bedrock: {accessKeyIdParameter: a/b}", '1 bedrock.accessKeyIdParameter: "a/b" must be a parameter name: letters, digits and _.-, with a leading / if it contains any /, at most 15 levels, not beginning with aws or ssm'],
  ["a parameter of 16 levels", `bedrock: {accessKeyIdParameter: ${"/a".repeat(16)}}`, `1 bedrock.accessKeyIdParameter: "${"/a".repeat(16)}" must be a parameter name: letters, digits and _.-, with a leading / if it contains any /, at most 15 levels, not beginning with aws or ssm`],
  ["a parameter path without leading slash", "runtime: {configuration: {path: openhands}}", '1 runtime.configuration.path: "openhands" must be a parameter path: a leading /, no trailing one, letters, digits and _.-, at most 13 levels, not beginning with aws or ssm'],
  ["a model with its profile's prefix", "bedrock: {models: [{id: us.anthropic.claude-sonnet-4-6}]}", "1 bedrock.models[0].id: \"us.anthropic.claude-sonnet-4-6\" must be a foundation model's id without profile prefix, such as anthropic.claude-3-7-sonnet-20250219-v1:0"],
  ["a model by its ARN", 'bedrock: {models: [{id: "arn:aws:bedrock:us-west-2::foundation-model/x"}]}', "1 bedrock.models[0].id: \"arn:aws:bedrock:us-west-2::foundation-model/x\" must be a foundation model's id without profile prefix, such as anthropic.claude-3-7-sonnet-20250219-v1:0"],
  ["a model without id", "bedrock: {models: [{profile: us}]}", "1 bedrock.models[0].id is required: a foundation model's id without profile prefix, such as anthropic.claude-3-7-sonnet-20250219-v1:0"],
  ["an unknown profile", "bedrock: {models: [{id: anthropic.claude-sonnet-4-6, profile: asia}]}", '1 bedrock.models[0].profile: "asia" must be one of us, ca, us-gov, eu, apac, jp, au, in, global, none, application'],
  ["a misspelt destination", "bedrock: {models: [{id: a.b, regions: [us-esat-1]}]}", '1 bedrock.models[0].regions[0]: "us-esat-1" is not an AWS region; did you mean "us-east-1"?'],
  ["no destination", "bedrock: {models: [{id: a.b, regions: []}]}", "1 bedrock.models[0].regions: [] must contain at least one region, or be left out"],
  ["an end of life in words", "bedrock: {models: [{id: a.b, endOfLife: next year}]}", '1 bedrock.models[0].endOfLife: "next year" must be a date that exists, such as "2027-01-31"'],
  ["an end of life on a day that does not exist", "bedrock: {models: [{id: a.b, endOfLife: 2027-02-29}]}", '1 bedrock.models[0].endOfLife: "2027-02-29" must be a date that exists, such as "2027-01-31"'],
  ["no model", "bedrock: {models: []}", "1 bedrock.models: [] must contain at least one model, or be left out for the default"],
  ["an invalid version of a tool", "tfaction: {versions: {terraform: latest}}", '1 tfaction.versions.terraform: "latest" must be a version, such as "v1.15.9"'],
])("refuses %s", (_, yaml, problem) => {
  expect(() => parseConfig(yaml, "c.yaml")).toThrow(new InputError(problems(problem)));
});

it("reports all problems together, in the order of their lines", () => {
  const yaml = `tags:
  "aws:a": b
posture: soft
aws:
  acount: "123456789012"
  region: ap-northeast-l
runtime:
  subjects:
    - branch: main
    - tag: v1
      any: true
  role: ${"r".repeat(64)}!
bedrock:
`;
  expect(() => parseConfig(yaml, "c.yaml")).toThrow(
    new InputError(
      problems(
        '2 tags["aws:a"] must be a tag key: 1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:',
        '3 posture: "soft" must be one of as-designed, hardened',
        "5 aws.acount is not a key of aws; did you mean account?",
        '6 aws.region: "ap-northeast-l" is not an AWS region; did you mean "ap-northeast-1"?',
        "10 runtime.subjects[1]: { tag: 'v1', any: true } must have exactly one of branch, tag, environment, pullRequest, any; write a second entry for a second subject",
        `12 runtime.role: "${"r".repeat(64)}!" must be an IAM role name: letters, digits and _+=,.@-`,
        `12 runtime.role: "${"r".repeat(64)}!" is 65 characters long; shorten it to 64`,
        "13 bedrock is empty: it must be a mapping of user, policy, region, sourceAddresses, models, designedModel, accessKeyIdParameter, secretAccessKeyParameter, access, accessKey, rollback, apiKey; fill it in or remove it",
      ),
    ),
  );
});

describe("a file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const written = (bytes: string | Uint8Array) => {
    const file = join(folder, "c.yaml");
    writeFileSync(file, bytes);
    return file;
  };

  it("is read as UTF-8, with or without a byte order mark, whatever ends its lines", () => {
    expect(
      loadConfig(written("\ufeffaws:\r\n  region: us-east-1\r\ntags: {owner: 運用}\r\nruntime: {bucket: data}")),
    ).toMatchObject({
      aws: { region: "us-east-1" },
      tags: { owner: "運用" },
    });
  });

  it("is refused when it is in another encoding", () => {
    const file = written(Buffer.from("tags: {owner: J\xfcrgen}", "latin1"));
    expect(() => loadConfig(file)).toThrow(new InputError(`${file} is not UTF-8 text. Save it as UTF-8.`));
    const utf16 = written(Buffer.from("\ufeffposture: hardened", "utf16le"));
    expect(() => loadConfig(utf16)).toThrow(new InputError(`${utf16} is not UTF-8 text. Save it as UTF-8.`));
  });

  it("is named where it is missing", () => {
    const file = join(folder, "missing.yaml");
    expect(() => loadConfig(file)).toThrow(
      new InputError(`${file} does not exist. Name another file with --config or OPENHANDS_AWS_CONFIG.`),
    );
  });

  it("is not a directory", () => {
    expect(() => loadConfig(folder)).toThrow(new InputError(`${folder} is a directory. Name the YAML file in it.`));
  });

  it("is named in its problems", () => {
    const file = written("posture: soft");
    expect(() => loadConfig(file)).toThrow(
      new InputError(`${file} has 1 problem:\n  ${file}:1 posture: "soft" must be one of as-designed, hardened`),
    );
  });
});
