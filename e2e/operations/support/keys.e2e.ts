import { BedrockClient, ListFoundationModelsCommand } from "@aws-sdk/client-bedrock";
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describeOnLauncher } from "./describe-on-launcher";
import { ACCOUNT, type Launcher } from "./launcher";

type Keys = Parameters<Launcher["clientOf"]>[0] & { readonly sessionToken?: string };

describeOnLauncher("The launcher's keys", (launcher) => {
  const tester = () => new IAMClient(launcher().clientOf(launcher().tester));
  const whoIs = (keys: Keys) => {
    const client = new STSClient({ ...launcher().clientOf(keys), credentials: keys });
    return client.send(new GetCallerIdentityCommand({})).then(({ Arn }) => Arn);
  };
  const refusals = (keys: Keys) => {
    const options = launcher().clientOf(keys);
    const asked = [
      new STSClient(options).send(new GetCallerIdentityCommand({})),
      new IAMClient(options).send(new CreateAccessKeyCommand({ UserName: "nobody" })),
      new S3Client(options).send(new ListBucketsCommand({})),
      new SSMClient(options).send(new DescribeParametersCommand({})),
      new CloudTrailClient(options).send(new LookupEventsCommand({})),
      new BedrockClient(options).send(new ListFoundationModelsCommand({})),
    ];
    return Promise.all(asked.map((one: Promise<unknown>) => one.then(String, ({ name }) => name)));
  };
  const UNKNOWN = [
    ...["InvalidClientTokenId", "InvalidClientTokenId", "InvalidAccessKeyId"],
    ...["UnrecognizedClientException", "UnrecognizedClientException", "UnrecognizedClientException"],
  ];

  it("takes a key that is active", async () => {
    const { operator } = launcher();
    expect(await whoIs(operator)).toBe(`arn:aws:iam::${ACCOUNT}:user/operator`);
  });

  it("refuses a key that is inactive or deleted, in each service's words", async () => {
    const named = { UserName: "operator", AccessKeyId: launcher().operator.accessKeyId };
    await tester().send(new UpdateAccessKeyCommand({ ...named, Status: "Inactive" }));
    expect(await refusals(launcher().operator)).toEqual(UNKNOWN);
    await tester().send(new UpdateAccessKeyCommand({ ...named, Status: "Active" }));
    expect(await whoIs(launcher().operator)).toContain("operator");
    await tester().send(new DeleteAccessKeyCommand(named));
    expect(await refusals(launcher().operator)).toEqual(UNKNOWN);
  });

  it("refuses a wrong secret", async () => {
    expect(await refusals({ ...launcher().operator, secretAccessKey: "x".repeat(40) })).toEqual([
      ...["SignatureDoesNotMatch", "SignatureDoesNotMatch", "SignatureDoesNotMatch"],
      ...["InvalidSignatureException", "InvalidSignatureException", "InvalidSignatureException"],
    ]);
  });

  it("refuses what no policy allows", async () => {
    const limited = await launcher().principal("limited", [
      { Effect: "Allow", Action: ["s3:ListAllMyBuckets", "iam:*"], Resource: "arn:aws:s3:::any" },
      { Effect: "Deny", Action: "iam:Create*", Resource: "*" },
    ]);
    expect(await refusals(limited)).toEqual([
      ...["[object Object]", "AccessDenied", "[object Object]"],
      ...["AccessDeniedException", "AccessDeniedException", "AccessDeniedException"],
    ]);
  });

  it("does not know a new key for a while", async () => {
    const { AccessKey } = await tester().send(new CreateAccessKeyCommand({ UserName: "tester" }));
    const keys = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
    await launcher().settings({ keyDelay: 1.5 });
    await expect(whoIs(keys)).rejects.toThrow("The security token included in the request is invalid.");
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(await whoIs(keys)).toContain("tester");
  });

  const session = async (): Promise<Required<Keys>> => {
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/chained`;
    const operator = new STSClient(launcher().clientOf(launcher().operator));
    const { Credentials } = await operator.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "night" }));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  };
  const createRole = () =>
    tester().send(new CreateRoleCommand({ RoleName: "chained", AssumeRolePolicyDocument: '{"Statement":[]}' }));

  it("lets a session outlive its key, but not the deny of sessions that are older than it", async () => {
    await createRole();
    const older = await session();
    const { accessKeyId: AccessKeyId } = launcher().operator;
    await tester().send(new UpdateAccessKeyCommand({ UserName: "operator", AccessKeyId, Status: "Inactive" }));
    const buckets = (keys: Keys) =>
      new S3Client({ ...launcher().clientOf(keys), credentials: keys }).send(new ListBucketsCommand({}));
    const put = (PolicyName: string, statement: object) =>
      tester().send(
        new PutRolePolicyCommand({
          ...{ RoleName: "chained", PolicyName },
          PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
        }),
      );
    await put("all", { Effect: "Allow", Action: "*", Resource: "*" });
    await buckets(older);

    const DateLessThan = { "aws:TokenIssueTime": new Date().toISOString() };
    await put("older", { Effect: "Deny", Action: "*", Resource: "*", Condition: { DateLessThan } });
    await expect(buckets(older)).rejects.toThrow("explicit deny");
    await tester().send(new UpdateAccessKeyCommand({ UserName: "operator", AccessKeyId, Status: "Active" }));
    const younger = await session();
    await buckets(younger);
  });

  it("does not know the sessions of a role that is gone", async () => {
    await createRole();
    const keys = await session();
    await tester().send(new DeleteRoleCommand({ RoleName: "chained" }));
    await expect(
      new S3Client({ ...launcher().clientOf(keys), credentials: keys }).send(new ListBucketsCommand({})),
    ).rejects.toThrow("does not exist in our records");
  });

  it("counts the operator's calls and those of sessions from its key, and no others", async () => {
    await createRole();
    await whoIs(await session());
    await whoIs(launcher().tester);
    expect((await launcher().calls()).map(({ action, number }) => [action, number])).toEqual([
      ["CreateRole", null],
      ["AssumeRole", 1],
      ["GetCallerIdentity", 2],
      ["GetCallerIdentity", null],
    ]);
  });
});
