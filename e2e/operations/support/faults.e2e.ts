import { CreateUserCommand, IAMClient, ListUsersCommand } from "@aws-sdk/client-iam";
import { HeadBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { describeOnLauncher } from "./describe-on-launcher";
import { killAt } from "./kill-at";
import type { Fault } from "./launcher";

describeOnLauncher("The launcher's faults", (launcher) => {
  const options = () => ({ ...launcher().clientOf(launcher().operator), maxAttempts: 1 });
  const create = (UserName: string) => new IAMClient(options()).send(new CreateUserCommand({ UserName }));
  /** Those that were created. */
  const users = async () => {
    const { Users = [] } = await new IAMClient(launcher().clientOf(launcher().tester)).send(new ListUsersCommand({}));
    return Users.map(({ UserName = "" }) => UserName).filter((name) => !["operator", "tester"].includes(name));
  };

  it.each<[Fault, string, number | null, boolean]>([
    ["error", "InternalFailure", 500, false],
    ["throttle", "Throttling", 400, false],
    ["before", "Error", null, false],
    ["after", "Error", 200, true],
  ])("breaks the second call: %s", async (kind, name, status, done) => {
    await launcher().fault(2, kind);
    await create("first");
    await expect(create("second")).rejects.toMatchObject({ name });
    await create("third");
    expect(await users()).toEqual(["first", ...(done ? ["second"] : []), "third"]);
    const counted = (await launcher().calls()).filter(({ number }) => number);
    expect(counted.map(({ number, status }) => [number, status])).toEqual([
      [1, 200],
      [2, status],
      [3, 200],
    ]);
  });

  it("breaks calls of every shape, each in the service's words", async () => {
    await launcher().fault("ListBuckets", "throttle");
    await launcher().fault("PutParameter", "error");
    await launcher().fault("HeadBucket", "error");
    const s3 = new S3Client(options());
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "SlowDown" });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "SlowDown" });
    await expect(s3.send(new HeadBucketCommand({ Bucket: "any" }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    });
    const put = new PutParameterCommand({ Name: "/a", Value: "b", Type: "SecureString" });
    await expect(new SSMClient(options()).send(put)).rejects.toMatchObject({ name: "InternalServerError" });
  });

  it("leaves the calls of others alone", async () => {
    await launcher().fault("ListUsers", "error");
    expect(await users()).toEqual([]);
  });

  it("is retried by the SDK, as any lost answer", async () => {
    await launcher().fault(1, "before");
    await new IAMClient({ ...options(), maxAttempts: 2 }).send(new CreateUserCommand({ UserName: "retried" }));
    expect((await launcher().calls()).map(({ status }) => status)).toEqual([null, 200]);
  });

  it("never answers a call that hangs", async () => {
    await launcher().fault(1, "hang");
    const abortSignal = AbortSignal.timeout(500);
    const hanging = new IAMClient(options()).send(new CreateUserCommand({ UserName: "never" }), { abortSignal });
    await expect(hanging).rejects.toMatchObject({ name: "AbortError" });
    expect(await users()).toEqual([]);
  });

  /** A program that creates two users. */
  const PROGRAM = [
    process.execPath,
    "--eval",
    `const { CreateUserCommand, IAMClient } = require("@aws-sdk/client-iam");
    const iam = new IAMClient();
    const create = (UserName) => iam.send(new CreateUserCommand({ UserName }));
    create("first").then(() => create("second"));`,
  ];

  it("holds each call in turn, so that a program can be killed before it and after it", async () => {
    const left = [];
    for (let number = 1; ; number++) {
      const before = await killAt(launcher(), number, "before", PROGRAM);
      left.push([before?.parameters.UserName, await users()]);
      await launcher().empty();
      const after = await killAt(launcher(), number, "after", PROGRAM);
      left.push([after?.parameters.UserName, await users()]);
      await launcher().empty();
      if (!after) break;
    }
    expect(left).toEqual([
      ["first", []],
      ["first", ["first"]],
      ["second", ["first"]],
      ["second", ["first", "second"]],
      [undefined, ["first", "second"]],
      [undefined, ["first", "second"]],
    ]);
  });

  it("goes on with a call whose program lives", async () => {
    const { reached } = await launcher().pauseAt(1, "before");
    const created = create("first");
    expect(await reached).toMatchObject({ action: "CreateUser", number: 1, status: null });
    expect(await users()).toEqual([]);
    await launcher().resume();
    await created;
    expect(await users()).toEqual(["first"]);
  });

  it("says when a pause is over that no call has reached", async () => {
    const { reached } = await launcher().pauseAt(1, "before");
    await launcher().resume();
    expect(await reached).toBeUndefined();
  });
});
