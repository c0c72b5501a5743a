import { sleep } from "../support/refresher";
import { s3Permission } from "./support/access";
import { ACCOUNT } from "./support/aws";
import { runCommand, shownOf } from "./support/conversations";
import { describeInCluster } from "./support/requirements";
import { WorkloadCanvas } from "./support/workload-canvas";

/** A session is renewed when it ends within 15 minutes: these are used for 5 seconds. */
const SESSION_SECONDS = 905;
const ROLE = "openhands-workload-role";

describeInCluster("Agent Canvas without an access key, with its pod's token", () => {
  let canvas: WorkloadCanvas;
  /** Access keys of the first sessions. */
  let first: string[];
  beforeAll(async () => {
    canvas = await WorkloadCanvas.start();
    canvas.aws.answer = runCommand;
    canvas.aws.sts.lifetime = SESSION_SECONDS;
  }, 400_000);
  afterAll(() => canvas?.stop(), 60_000);
  beforeEach(() => {
    canvas.aws.bedrock.calls.length = 0;
    canvas.aws.recorder.calls.length = 0;
    canvas.aws.sts.answers.length = 0;
  });

  const settings = async () =>
    (await canvas.api.call<{ agent_settings: { llm: object } }>("GET", "/settings")).agent_settings.llm;
  const ask = async () => {
    const conversation = await canvas.api.converse("Who are you for AWS?", { ...(await settings()), num_retries: 0 });
    return [conversation.status, shownOf(conversation)] as const;
  };
  const identity = () => `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/${canvas.object.metadata.uid}`;
  const answered = () => ["finished", expect.stringMatching(new RegExp(`${identity()}.*the objects are equal`))];

  it("has nothing that would go before the token, nor LiteLLM's own parameters for one", async () => {
    const { env } = canvas.object.spec.containers.find(({ name }: { name: string }) => name === "openhands");
    const names = env.map(({ name }: { name: string }) => name).filter((name: string) => name.startsWith("AWS_"));
    expect(names.sort()).toEqual([
      ...["AWS_DEFAULT_REGION", "AWS_REGION", "AWS_REGION_NAME"],
      ...["AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE"],
    ]);
    const set = Object.entries(await settings()).filter(([name, value]) => name.startsWith("aws_") && value !== null);
    expect(set).toEqual([["aws_region_name", "us-west-2"]]);
  });

  it("says that AWS denied the token of another service account", async () => {
    await canvas.replaceToken("other");
    expect(await ask()).toEqual([
      "error",
      expect.stringMatching(/AccessDenied.*AssumeRoleWithWebIdentity|AssumeRoleWithWebIdentity.*AccessDenied/),
    ]);
    expect(new Set(canvas.aws.sts.answers.map(String))).toEqual(new Set(["AssumeRoleWithWebIdentity,AccessDenied"]));
    expect(canvas.aws.bedrock.calls).toEqual([]);
  }, 200_000);

  it("answers without a restart once its own token is there, and its terminal is the same role", async () => {
    await canvas.renewToken();
    expect(await ask()).toEqual(answered());
    const { bedrock, recorder, access, sessionsUsed } = canvas.aws;
    expect(bedrock.calls.map(({ model, region, status }) => [model, region, status])).toEqual(
      Array(2).fill(["us.anthropic.claude-sonnet-4-6", "us-west-2", 200]),
    );
    const session = { role: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`, name: canvas.object.metadata.uid };
    for (const used of sessionsUsed.values()) expect(used).toEqual(session);
    first = [...sessionsUsed.keys()];
    for (const [action, needed] of recorder.calls.map(s3Permission))
      expect(access.refusal(session, action, needed)).toBeUndefined();
  }, 200_000);

  it("goes on with the next session, from the token that is then in the volume, before the first one expires", async () => {
    const { sts } = canvas.aws;
    const next = await canvas.renewToken();
    await sleep((SESSION_SECONDS - 900) * 1000);
    sts.ahead = SESSION_SECONDS;
    for (const key of first) expect(sts.sessionOf(key)).toBeUndefined();
    expect(await ask()).toEqual(answered());
    expect(sts.tokens.at(-1) === next).toBe(true); // A token is not to be printed.
  }, 200_000);
});
