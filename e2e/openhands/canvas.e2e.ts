import { rmSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../project";
import { ACCOUNT } from "./support/aws";
import type { Answer } from "./support/bedrock/answer";
import type { Dialogue } from "./support/bedrock/dialogue";
import { Visitor } from "./support/browser";
import { Canvas } from "./support/canvas";
import { runCommand, shownOf } from "./support/conversations";
import { FileStore, type Stored } from "./support/file-store";
import { follow } from "./support/page";
import { describeOpenhands } from "./support/requirements";
import { OF_CANVAS, snapshotOf } from "./support/snapshot";
import { claimIn, newNode } from "./support/volumes";

const MODEL = "bedrock/us.anthropic.claude-sonnet-4-6";
const SCREENSHOT = join(PROJECT, "docs/images/canvas.png");
const PATIENCE = { timeout: 120_000 };

/** Has the command run, and says what it means; without a terminal, it is asked for the conversation's title. */
function explain(dialogue: Dialogue): Answer {
  const [result] = dialogue.results;
  if (dialogue.tools.length === 0) return { text: "AWS without a key" };
  if (result === undefined) return runCommand(dialogue);
  const [arn] = /arn:aws:sts::[\w:/-]+/.exec(result) ?? [];
  const equal = result.includes("the objects are equal");
  return {
    text: `You are\n\n\`${arn}\`\n\nThe note is in the bucket, and what I read ${equal ? "is" : "is not"} what I wrote.`,
  };
}

describeOpenhands("Agent Canvas as it is exported, on the volume that 0.62 had", () => {
  let node: string;
  let volume: string;
  let old: FileStore;
  let stored: Stored;
  let before: Record<string, string>;
  let canvas: Canvas;
  beforeAll(async () => {
    node = newNode();
    volume = claimIn(node, "openhands-state");
    old = await FileStore.start(node);
    stored = await old.say("0123abc", "Hello");
    await follow("To take along secrets", old.container);
    before = snapshotOf(volume, OF_CANVAS);
    canvas = await Canvas.start(node);
  }, 400_000);
  afterAll(async () => {
    old?.stop();
    await canvas?.stop();
    if (node) rmSync(node, { recursive: true });
  });
  beforeEach(() => canvas.aws.forgetCalls());

  const expectSessionsOnly = () => {
    const { bedrock, recorder, keysUsed, sts } = canvas.aws;
    for (const { model, region, status } of bedrock.calls)
      expect([`bedrock/${model}`, region, status]).toEqual([MODEL, "us-west-2", 200]);
    expect(new Set(recorder.calls.map(({ service, region }) => `${service} in ${region}`))).toEqual(
      new Set(["sts in ap-northeast-1", "s3 in ap-northeast-1"]),
    );
    for (const key of keysUsed) expect([...sts.issued.keys()]).toContain(key);
  };
  const identity = () => `arn:aws:sts::${ACCOUNT}:assumed-role/openhands-session-role/${canvas.aws.session.name}`;

  it("answers by its interface, with the preset model and the session of a role of its own", async () => {
    canvas.aws.answer = runCommand;
    expect(await canvas.api.list()).toEqual([]);
    const { agent_settings: preset } = await canvas.api.call<{ agent_settings: { llm: object } }>("GET", "/settings");
    expect(preset.llm).toMatchObject({ model: MODEL, aws_region_name: "us-west-2" });
    const conversation = await canvas.api.converse("Who are you for AWS?", preset.llm);
    const shown = shownOf(conversation);
    expect([conversation.status, shown]).toEqual(["finished", expect.stringContaining("the objects are equal")]);
    expect(shown).toContain(identity());
    expectSessionsOnly();
  }, 200_000);

  it("serves a page without its key that asks for it, presets the model, and answers", async () => {
    canvas.aws.answer = explain;
    const visitor = await Visitor.start(canvas.url);
    try {
      const { page } = visitor;
      const on = (id: string) => page.getByTestId(id);
      await on("onboarding-backend-api-key").fill("wrong");
      await on("onboarding-backend-next").click(PATIENCE);
      await page.getByText("Invalid API key").waitFor(PATIENCE);
      expect((await visitor.everything()).map(({ status }) => status)).toContain(401);

      await on("onboarding-backend-api-key").fill(canvas.key);
      await on("onboarding-backend-next").click();
      await on("onboarding-agent-next").waitFor(PATIENCE);
      await on("onboarding-skip").click(PATIENCE);
      await on("chat-input-llm-profile").getByText("bedrock", { exact: true }).waitFor(PATIENCE);
      await on("chat-input").click();
      await page.keyboard.type("Who am I for AWS? Write a note into the bucket and read it again.");
      await on("submit-button").click();
      await on("agent-message").getByText("is what I wrote.").waitFor(PATIENCE);
      expect(await on("agent-message").last().textContent()).toContain(identity());
      expectSessionsOnly();
      expect(canvas.aws.bedrock.calls.map(({ operation }) => operation)).toContain("converse-stream");
      for (const { url, body } of await visitor.everything())
        expect([url, body.includes(canvas.key)]).toEqual([url, false]);
      if (process.env.UPDATE_SCREENSHOT === "1") {
        await page.getByText("AWS without a key").first().waitFor(PATIENCE);
        await page.mouse.move(0, 0);
        await page.screenshot({ path: SCREENSHOT, animations: "disabled" });
      }
    } finally {
      await visitor.stop();
    }
  }, 300_000);

  it("leaves what 0.62 had as it was, shows the secrets that were taken along, and 0.62 goes on with the rest", async () => {
    expect(Object.keys(before)).toContain("sessions/0123abc/events/0.json");
    expect(await canvas.api.call("GET", "/settings/secrets")).toMatchObject({ secrets: [{ name: "WEATHER_KEY" }] });
    await canvas.stopPod();
    expect(snapshotOf(volume, OF_CANVAS)).toEqual(before);
    expect(stored).toMatchObject({ titles: ["Hello"], model: MODEL, secrets: { WEATHER_KEY: "canary" } });
    expect(await old.say("0123abc", "And now?")).toEqual({ ...stored, said: ["Hello", "And now?"] });
  }, 200_000);
});
