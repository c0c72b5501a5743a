import { S3 } from "@aws-sdk/client-s3";
import { DocumentBucket } from "../../operations/issuer/document-bucket";
import { publish } from "../../operations/issuer/publish";
import { FakeIssuer, ISSUER, keyPair } from "../../tools/issuer-world";
import { describeEmbedded } from "../support/embedded";
import { Launcher, type Principal, REGION } from "./support/launcher";
import { actionsOf, exportedRights, without } from "./support/rights";

const BUCKET = "octo-issuer";
const RIGHTS = exportedRights(
  "issuer",
  `kubernetes: {identity: {cluster: self-hosted, issuer: {url: "${ISSUER.url}", bucket: ${BUCKET}}}}`,
);

describeEmbedded("issuer publish's rights", () => {
  let launcher: Launcher;
  let s3: S3;
  beforeAll(async () => {
    launcher = await Launcher.start((aws) => aws.createBucket(BUCKET, REGION));
    s3 = new S3({ ...launcher.clientOf(launcher.tester), forcePathStyle: true });
  });
  afterAll(() => launcher?.stop());

  /** For the first time. @returns what failed */
  async function publishAs({ accessKeyId, secretAccessKey }: Principal): Promise<string> {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: BUCKET });
    for (const { Key } of Contents) await s3.deleteObject({ Bucket: BUCKET, Key });
    const saved = process.env;
    process.env = { ...launcher.env };
    const bucket = new DocumentBucket(BUCKET, { region: REGION, credentials: { accessKeyId, secretAccessKey } });
    const { apiServer, fetch, now, issuer } = new FakeIssuer(keyPair("a"), { ...ISSUER, bucket: BUCKET });
    const options = { yes: true, longestToken: 86_400, distribution: "kubeadm" } as const;
    try {
      const { steps } = await publish({ issuer, apiServer, fetch, now, bucket }, options);
      // What is at the URL is another test's: here, nothing is.
      return steps
        .slice(0, -1)
        .flatMap(({ status, evidence }) => (status === "FAIL" ? evidence : []))
        .join(" ");
    } finally {
      process.env = saved;
    }
  }

  it("are enough, and it calls nothing else", async () => {
    const publisher = await launcher.principal("publisher", RIGHTS);
    await launcher.reset();
    expect(await publishAs(publisher)).toBe("");
    const calls = (await launcher.calls()).filter(({ principal }) => principal === publisher.arn);
    const permissions = [...new Set(calls.map(({ permission }) => permission))];
    expect(permissions.sort()).toEqual(["s3:GetObject", "s3:PutObject"]);
    expect(actionsOf(RIGHTS)).toEqual(expect.arrayContaining(permissions));
    expect((await s3.listObjectsV2({ Bucket: BUCKET })).KeyCount).toBe(2);
  });

  it("are all needed: without any one of them a step fails and names it", async () => {
    for (const action of actionsOf(RIGHTS)) {
      const publisher = await launcher.principal(`no-${action.slice(3)}`, without(RIGHTS, action));
      expect([action, await publishAs(publisher)]).toEqual([action, expect.stringContaining(action)]);
    }
  }, 60_000);
});
