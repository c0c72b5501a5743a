import { ACCOUNT } from "./support/aws";
import { Canvas } from "./support/canvas";
import { runCommand, shownOf } from "./support/conversations";
import { describeOpenhands } from "./support/requirements";

describeOpenhands("Agent Canvas as it is exported", () => {
  let canvas: Canvas;
  beforeAll(async () => {
    canvas = await Canvas.start();
    canvas.aws.answer = runCommand;
  }, 400_000);
  afterAll(() => canvas?.stop());

  it("answers with the preset model, and with the session of a role of its own", async () => {
    const { agent_settings: preset } = await canvas.api.call<{ agent_settings: { llm: object } }>("GET", "/settings");
    expect(preset.llm).toMatchObject({ model: "bedrock/us.anthropic.claude-sonnet-4-6", aws_region_name: "us-west-2" });
    const conversation = await canvas.api.converse("Who are you for AWS?", preset.llm);
    const shown = shownOf(conversation);
    expect([conversation.status, shown]).toEqual(["finished", expect.stringContaining("the objects are equal")]);
    const { session, bedrock, recorder } = canvas.aws;
    expect(shown).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/openhands-session-role/${session.name}`);
    expect(bedrock.calls.map(({ region, status }) => [region, status])).toEqual(Array(2).fill(["us-west-2", 200]));
    expect(new Set(recorder.calls.map(({ service, region }) => `${service} in ${region}`))).toEqual(
      new Set(["sts in ap-northeast-1", "s3 in ap-northeast-1"]),
    );
  }, 200_000);
});
