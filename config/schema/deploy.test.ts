import { InputError } from "@openhands-aws/facts/program-error";
import { testConfig } from "../../tools/test-config";

/** What {@link testConfig} says of c.yaml; each problem is given from its line on. */
const problems = (...lines: string[]) =>
  `c.yaml has ${lines.length === 1 ? "1 problem" : `${lines.length} problems`}:\n${lines.map((line) => `  c.yaml:${line}`).join("\n")}`;

/** The stack openhands-deploy with what it needs, and more of its keys. */
const deployWith = (more: string) =>
  `deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}, ${more}}`;
const roleWith = (grants: string) =>
  deployWith(`roles: {reader: {name: reader, subjects: [{branch: main}], ${grants}}}`);
const roleNamed = (label: string, name: string) =>
  deployWith(
    `roles: {${label}: {name: ${name}, subjects: [{branch: main}], grants: [{s3: read, bucket: data-bucket}]}}`,
  );

// biome-ignore format: one wrong file a row
it.each<[string, string, string | string[]]>([
  ["nothing of deploy's own", "deploy: {}", ["1 deploy.build is required: a mapping of role, maxSessionSeconds, subjects, session, chained", "1 deploy.sync is required: a mapping of role, maxSessionSeconds, branch, environment, workflows, bucket, prefixes, session"]],
  ["no chained role", "deploy: {build: {}, sync: {bucket: site-bucket}}", "1 deploy.build.chained is required: a mapping of role, bucket, prefixes, session, tagSession"],
  ["no bucket of the sync", "deploy: {build: {chained: {bucket: artifacts}}, sync: {}}", "1 deploy.sync.bucket is required: a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit"],
  ["an empty bucket", 'deploy: {build: {chained: {bucket: ""}}, sync: {bucket: site-bucket}}', '1 deploy.build.chained.bucket: "" must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit'],
  ["a flag in words", "deploy: {build: {chained: {bucket: artifacts, tagSession: yes}}, sync: {bucket: site-bucket}}", '1 deploy.build.chained.tagSession: "yes" must be true or false'],
  ["a chained session above an hour", "deploy: {build: {chained: {bucket: artifacts, session: {seconds: 3601}}}, sync: {bucket: site-bucket}}", "1 deploy.build.chained.session.seconds: 3601 must be 900 to 3600 seconds, AWS's limits for a chained role's session"],
  ["a session below AWS's bounds", deployWith("identityCheck: {session: {seconds: 899}}"), "1 deploy.identityCheck.session.seconds: 899 must be 900 to 43200 seconds, AWS's limits for a session"],
  ["a session name with a space", deployWith("identityCheck: {session: {name: identity check}}"), '1 deploy.identityCheck.session.name: "identity check" must be a session name: 2 to 64 letters, digits and =,.@+_-'],
  ["a session name of one character", deployWith("identityCheck: {session: {name: a}}"), '1 deploy.identityCheck.session.name: "a" must be a session name: 2 to 64 letters, digits and =,.@+_-'],
  ["an ECR repository in upper case", deployWith("registry: {repository: OpenHands}"), '1 deploy.registry.repository: "OpenHands" must be an ECR repository name: 2 to 256 lower-case letters and digits, with single ._-/ between them'],
  ["no day for untagged images", deployWith("registry: {keepUntaggedDays: 0}"), "1 deploy.registry.keepUntaggedDays: 0 must be 1 to 3650 days"],
  ["a role's label with a hyphen", roleNamed("data-reader", "reader"), "1 deploy.roles.data-reader must be a Terraform resource name: lower-case letters, digits and _, beginning with a letter"],
  ["a role without subjects", deployWith("roles: {reader: {name: reader, grants: [{s3: read, bucket: data-bucket}]}}"), "1 deploy.roles.reader.subjects is required: a list, with a hyphen before each entry"],
  ["a role without grants", roleWith("grants: []"), "1 deploy.roles.reader.grants: [] must contain at least one grant, otherwise the role can do nothing"],
  ["a grant of no kind", roleWith("grants: [{}]"), "1 deploy.roles.reader.grants[0]: {} must have exactly one of s3, ssm; write a second entry for a second grant"],
  ["a grant of two kinds", roleWith("grants: [{s3: read, bucket: data-bucket, ssm: read, parameters: [a]}]"), "1 deploy.roles.reader.grants[0]: { s3: 'read', bucket: 'data-bucket', ssm: 'read', parameters: [ 'a' ] } must have exactly one of s3, ssm; write a second entry for a second grant"],
  ["a bucket grant without bucket", roleWith("grants: [{s3: read}]"), "1 deploy.roles.reader.grants[0]: { s3: 'read' } must have bucket if it has s3, and only then"],
  ["a parameter grant without parameters", roleWith("grants: [{ssm: read}]"), "1 deploy.roles.reader.grants[0]: { ssm: 'read' } must have parameters if it has ssm, and only then"],
  ["a parameter grant with prefixes", roleWith("grants: [{ssm: read, parameters: [a], prefixes: [b/]}]"), "1 deploy.roles.reader.grants[0]: { ssm: 'read', parameters: [ 'a' ], prefixes: [ 'b/' ] } must have prefixes only if it has s3"],
  ["a misspelt bucket grant", roleWith("grants: [{s3: readwrite, bucket: data-bucket}]"), '1 deploy.roles.reader.grants[0].s3: "readwrite" must be one of read, write, read-write, sync; did you mean read-write?'],
  ["an unknown parameter grant", roleWith("grants: [{ssm: write, parameters: [a]}]"), '1 deploy.roles.reader.grants[0].ssm: "write" must be "read"'],
])("refuses %s", (_, yaml, problem) => {
  expect(() => testConfig(yaml, "c.yaml")).toThrow(new InputError(problems(...[problem].flat())));
});

it("accepts further roles with every kind of subject and grant", () => {
  const yaml = `
deploy:
  build: { chained: { bucket: artifacts, tagSession: true } }
  sync: { bucket: site-bucket }
  roles:
    reader:
      name: reader
      subjects:
        - branch: release/*
        - tag: v*
        - environment: "blue: eu"
        - { repositories: [boxp/arch], pullRequest: true }
        - { owner: boxp, any: true }
      grants:
        - { s3: read, bucket: data-bucket, prefixes: [logs/] }
        - { s3: write, bucket: data-bucket }
        - { s3: read-write, bucket: data-bucket }
        - { s3: sync, bucket: data-bucket }
        - { ssm: read, parameters: [/a/b, c] }
`;
  const { deploy } = testConfig(yaml, "c.yaml");
  expect(deploy?.roles.reader).toMatchObject({ name: "reader", maxSessionSeconds: 3600 });
  expect(deploy?.roles.reader?.subjects).toHaveLength(5);
  expect(deploy?.roles.reader?.grants).toHaveLength(5);
});
