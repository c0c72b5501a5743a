import { rmSync } from "node:fs";
import { Canvas } from "./support/canvas";
import { runCommand, shownOf } from "./support/conversations";
import { FileStore, type Stored } from "./support/file-store";
import { follow } from "./support/follow";
import { describeOpenhands } from "./support/requirements";
import { OF_CANVAS, snapshotOf } from "./support/snapshot";
import { claimIn, newNode } from "./support/volumes";

const MODEL = "bedrock/us.anthropic.claude-sonnet-4-6";

describeOpenhands("Agent Canvas on the volume that 0.62 had", () => {
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
    canvas.aws.answer = runCommand;
  }, 400_000);
  afterAll(async () => {
    old?.stop();
    await canvas?.stop();
    if (node) rmSync(node, { recursive: true });
  });

  it("begins with its own settings, no conversation, and the secrets that were taken along", async () => {
    const { api } = canvas;
    expect(await api.list()).toEqual([]);
    expect(await api.call("GET", "/settings/secrets")).toMatchObject({ secrets: [{ name: "WEATHER_KEY" }] });
    const { agent_settings: preset } = await api.call<{ agent_settings: { llm: object } }>("GET", "/settings");
    const conversation = await api.converse("Who are you for AWS?", preset.llm);
    expect([conversation.status, shownOf(conversation)]).toEqual([
      "finished",
      expect.stringContaining("the objects are equal"),
    ]);
  }, 200_000);

  it("leaves what 0.62 had as it was, and 0.62 continues it", async () => {
    await canvas.stopPod();
    expect(Object.keys(before)).toContain("sessions/0123abc/events/0.json");
    expect(snapshotOf(volume, OF_CANVAS)).toEqual(before);
    expect(stored).toMatchObject({ titles: ["Hello"], model: MODEL, secrets: { WEATHER_KEY: "canary" } });
    expect(await old.say("0123abc", "And now?")).toEqual({ ...stored, said: ["Hello", "And now?"] });
  }, 200_000);
});
