import type { App } from "./support/app";
import { ACCOUNT } from "./support/aws";
import { runCommand, shownOf } from "./support/conversations";
import { describeOpenhands } from "./support/requirements";
import { World } from "./support/world";

describeOpenhands("the app 1.11 as it is exported", () => {
  let world: World<App>;
  beforeAll(async () => {
    world = await World.startApp();
    world.aws.answer = runCommand;
  }, 400_000);
  afterAll(() => world?.stop());

  it("answers with the model of the settings, by an agent server that has the session", async () => {
    const conversation = await world.server.converse("Who are you for AWS?");
    const shown = shownOf(conversation);
    expect([conversation.status, shown]).toEqual(["finished", expect.stringContaining("the objects are equal")]);
    const { bedrock, session, keysUsed, sts } = world.aws;
    expect(shown).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/openhands-session-role/${session.name}`);
    expect(new Set(bedrock.calls.map(({ model, status }) => `${model} ${status}`))).toEqual(
      new Set(["us.anthropic.claude-sonnet-4-6 200"]),
    );
    for (const key of keysUsed) expect([...sts.issued.keys()]).toContain(key);
  }, 300_000);
});
