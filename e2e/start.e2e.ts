import { describeEmbedded } from "./support/embedded";
import { Start } from "./support/start";

/** What no embedded AWS can show. */
const UNSEEN = ["model", "torn-pair", "session", "secret-store", "pod"];

const EVERYTHING = `
aws: {account: "111122223333", region: eu-central-1}
tags: {system: openhands}
github:
  provider: import
  repositories: [{name: octo-org/tools, id: 456789, ownerId: 123456}]
runtime: {bucket: agents-data, prefixes: [agents/], subjects: [{environment: production}, {tag: v*}]}
bedrock:
  region: us-east-1
  models: [{id: anthropic.claude-sonnet-4-6}, {id: anthropic.claude-opus-4-7, profile: global}]
externalSecrets: {role: external-secrets}
deploy:
  build: {chained: {bucket: build-artifacts, prefixes: [images/], tagSession: true}}
  sync: {bucket: site-content}
  roles:
    release_notes:
      name: release-notes
      subjects: [{tag: "*"}]
      grants: [{s3: read-write, bucket: release-notes}, {s3: read, bucket: release-archive}, {ssm: read, parameters: [/release/token]}]
`;

describeEmbedded("npm start", () => {
  it.each([
    ["as designed", "posture: as-designed", ["aws_iam_access_key.bedrock_user_key", "repo:boxp/arch:*"]],
    [
      "hardened, with everything that the config can ask for",
      EVERYTHING,
      ["aws_iam_role.release_notes", "repo:octo-org@123456/tools@456789:ref:refs/tags/*"],
    ],
    [
      "on the account's own provider",
      "github: {provider: existing}\nruntime: {bucket: agents-data}",
      ["aws_iam_role.openhands_runtime"],
    ],
  ])(
    "applies to an empty account %s, plans no changes, and verifies",
    async (_name, config, expected) => {
      const { code, output, report, leftovers } = await new Start({ config }).end();
      for (const text of expected) expect(output).toContain(text);
      expect(output).toContain("a second plan found no changes");
      expect(output).toMatch(/^No check failed; 1[2-5] passed, 1[5-8] skipped\.$/m);
      expect(named(report, "PASS")).toEqual(
        expect.arrayContaining(["user", "trust", "role-policies", "parameter-key"]),
      );
      expect(named(report, "SKIP")).toEqual(expect.arrayContaining(UNSEEN));
      expect({ code, leftovers }).toEqual({ code: 0, leftovers: [] });
    },
    120_000,
  );
});

/** The checks with a status, in a report. */
const named = (report: string, status: string): string[] =>
  [...report.matchAll(new RegExp(`^${status} {2}(.*)$`, "gm"))].flatMap(([, names = ""]) => names.split(", "));
