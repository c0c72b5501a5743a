import {
  CloudTrailClient,
  type LookupAttributeKey,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from "@aws-sdk/client-cloudtrail";
import { CreateAccessKeyCommand, CreateUserCommand, DeleteUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describeOnLauncher } from "./describe-on-launcher";
import { ACCOUNT, REGION } from "./launcher";

describeOnLauncher("The launcher's trail", (launcher) => {
  const options = () => launcher().clientOf(launcher().operator);
  const lookUp = (input: LookupEventsCommandInput = {}, region = "us-east-1") =>
    new CloudTrailClient({ ...launcher().clientOf(launcher().tester), region, maxAttempts: 1 }).send(
      new LookupEventsCommand(input),
    );
  const by = (AttributeKey: LookupAttributeKey, AttributeValue: string) => ({
    LookupAttributes: [{ AttributeKey, AttributeValue }],
  });
  const names = async (input?: LookupEventsCommandInput, region?: string) =>
    (await lookUp(input, region)).Events?.map(({ EventName }) => EventName);

  it("knows what a key did, the newest first, and how it ended", async () => {
    const iam = new IAMClient({ ...options(), region: "us-east-1" });
    await iam.send(new CreateUserCommand({ UserName: "made" }));
    await iam.send(new DeleteUserCommand({ UserName: "nobody" })).catch(() => undefined);
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "made" }));
    const key = launcher().operator.accessKeyId;
    expect(await names(by("AccessKeyId", key))).toEqual(["CreateAccessKey", "DeleteUser", "CreateUser"]);
    expect(await names(by("Username", "operator"))).toEqual(["CreateAccessKey", "DeleteUser", "CreateUser"]);
    expect(await names(by("ResourceName", "made"))).toEqual(["CreateAccessKey", "CreateUser"]);
    expect(await names(by("ResourceName", AccessKey?.AccessKeyId ?? ""))).toEqual(["CreateAccessKey"]);

    const [event] = (await lookUp(by("EventName", "DeleteUser"))).Events ?? [];
    expect(event).toMatchObject({ AccessKeyId: key, ReadOnly: "false", EventSource: "iam.amazonaws.com" });
    expect(JSON.parse(event?.CloudTrailEvent ?? "")).toMatchObject({
      userIdentity: { type: "IAMUser", arn: launcher().operator.arn },
      errorCode: "NoSuchEntity",
      requestParameters: { userName: "nobody" },
    });
  });

  it("leads from a key to the session that it minted", async () => {
    const call = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/any`, RoleSessionName: "night" });
    const { Credentials } = await new STSClient(options()).send(call);
    const [event] = (await lookUp(by("EventName", "AssumeRole"), REGION)).Events ?? [];
    const { responseElements } = JSON.parse(event?.CloudTrailEvent ?? "");
    expect(responseElements.credentials.accessKeyId).toBe(Credentials?.AccessKeyId);
    expect(JSON.stringify(event)).not.toContain(Credentials?.SecretAccessKey);
  });

  it("has no data events, no events of other regions, and no secrets", async () => {
    const s3 = new S3Client(options());
    await s3.send(
      new CreateBucketCommand({ Bucket: "data", CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    await s3.send(new PutObjectCommand({ Bucket: "data", Key: "a", Body: "canary-object" }));
    const put = new PutParameterCommand({ Name: "/key", Value: "canary-parameter", Type: "SecureString" });
    await new SSMClient(options()).send(put);
    expect(await names({}, REGION)).toEqual(["PutParameter", "CreateBucket"]);
    expect(await names()).toEqual([]);
    const calls = JSON.stringify(await launcher().calls());
    expect(calls).toContain('"PutObject"');
    expect(calls).not.toContain("canary");
  });

  it("gives pages that new events do not move", async () => {
    const sts = new STSClient({ ...options(), region: "us-east-1" });
    for (let call = 0; call < 5; call++) await sts.send(new GetCallerIdentityCommand({}));
    const asked = { ...by("Username", "operator"), MaxResults: 2 };
    const seen: (string | undefined)[] = [];
    const sizes: (number | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await lookUp({ ...asked, NextToken });
      seen.push(...(page.Events ?? []).map(({ EventId }) => EventId));
      sizes.push(page.Events?.length);
      NextToken = page.NextToken;
      await sts.send(new GetCallerIdentityCommand({}));
    } while (NextToken);
    expect(sizes).toEqual([2, 2, 1]);
    expect(new Set(seen).size).toBe(5);
  });

  it("gives the events between two instants, of the last 90 days", async () => {
    const { accessKeyId, arn: principal } = launcher().operator;
    const now = Date.now() / 1000;
    const call = { service: "bedrock", region: "us-west-2", accessKeyId, principal };
    for (const days of [100, 50, 10])
      await launcher().record({ ...call, action: `Invoke${days}`, time: now - days * 86_400 });
    const daysAgo = (days: number) => new Date((now - days * 86_400) * 1000);
    expect(await names({}, "us-west-2")).toEqual(["Invoke10", "Invoke50"]);
    expect(await names({ StartTime: daysAgo(20) }, "us-west-2")).toEqual(["LookupEvents", "Invoke10"]);
    expect(await names({ StartTime: daysAgo(60), EndTime: daysAgo(20) }, "us-west-2")).toEqual(["Invoke50"]);
  });

  it.each<[string, LookupEventsCommandInput, string]>([
    ["more than 50 results", { MaxResults: 51 }, "InvalidMaxResultsException"],
    ["a start after the end", { StartTime: new Date(2000), EndTime: new Date(1000) }, "InvalidTimeRangeException"],
    ["a token of another question", { NextToken: "3/other" }, "InvalidNextTokenException"],
    [
      "two attributes",
      {
        LookupAttributes: ["EventName", "Username"].map((name) => ({
          AttributeKey: name as never,
          AttributeValue: "a",
        })),
      },
      "InvalidLookupAttributesException",
    ],
  ])("refuses %s", async (_, input, name) => {
    await expect(lookUp(input)).rejects.toMatchObject({ name });
  });

  it("takes two calls a second where that is switched on", async () => {
    await launcher().settings({ lookupRateLimit: true });
    const outcomes = await Promise.allSettled([lookUp(), lookUp(), lookUp()]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.name] : []));
    expect(refused).toEqual(["ThrottlingException"]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await lookUp();
  });
});
