import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Conversation } from "./support/agent-api";
import type { App } from "./support/app";
import { ACCOUNT } from "./support/aws";
import { Canvas } from "./support/canvas";
import { runCommand, shownOf } from "./support/conversations";
import { follow } from "./support/follow";
import { describeOpenhands } from "./support/requirements";
import { OF_CANVAS, snapshotOf } from "./support/snapshot";
import { claimIn, newNode } from "./support/volumes";
import { World } from "./support/world";

const MODEL = "us.anthropic.claude-sonnet-4-6";
describeOpenhands("the app 1.11 as it is exported", () => {
  let node: string;
  let volume: string;
  let world: World<App>;
  let canvas: Canvas;
  let old: Conversation;
  beforeAll(async () => {
    node = newNode();
    volume = claimIn(node, "openhands-state");
    world = await World.startApp(node);
    world.aws.answer = runCommand;
  }, 400_000);
  afterAll(async () => {
    await Promise.all([world?.stop(), canvas?.stop()]);
    if (node) rmSync(node, { recursive: true });
  });

  it("answers with the model of the settings, by an agent server that has the session", async () => {
    old = await world.server.converse("Who are you for AWS?");
    const shown = shownOf(old);
    expect([old.status, shown]).toEqual(["finished", expect.stringContaining("the objects are equal")]);
    const { bedrock, session, keysUsed, sts } = world.aws;
    expect(shown).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/openhands-session-role/${session.name}`);
    expect(new Set(bedrock.calls.map(({ model, status }) => `${model} ${status}`))).toEqual(new Set([`${MODEL} 200`]));
    for (const key of keysUsed) expect([...sts.issued.keys()]).toContain(key);
  }, 300_000);

  describe("and Agent Canvas on its volume", () => {
    let own: Conversation;

    it("starts beside the old state, which stays as it was, with what was taken along", async () => {
      await world.server.addSecret("WEATHER_KEY", "canary-of-the-weather");
      for (const section of ["To take along secrets", "To take along conversations of 1.x"])
        await follow(section, world.server.container);
      await world.stopPod();
      const before = snapshotOf(volume, OF_CANVAS);
      expect(Object.keys(before)).toEqual(expect.arrayContaining(["openhands.db", "secrets.json", "settings.json"]));

      canvas = await Canvas.start(node);
      canvas.aws.answer = runCommand;
      const { api } = canvas;
      const settings = await api.call<{ agent_settings: { llm: object } }>("GET", "/settings");
      const { llm } = settings.agent_settings;
      expect(settings).toMatchObject({ active_profile: "bedrock", llm_api_key_is_set: true });
      expect(llm).toMatchObject({ model: `bedrock/${MODEL}`, aws_region_name: "us-west-2" });
      expect(await api.call("GET", "/settings/secrets")).toMatchObject({ secrets: [{ name: "WEATHER_KEY" }] });
      const [taken = ""] = await api.list();
      expect(taken.replaceAll("-", "")).toBe(old.id);
      expect(shownOf({ ...old, events: await api.read(taken) })).toContain("the objects are equal");
      own = await api.converse("Who are you now?", llm);
      expect([own.status, shownOf(own)]).toEqual(["finished", expect.stringContaining("the objects are equal")]);
      expect(snapshotOf(volume, OF_CANVAS)).toEqual(before);
    }, 300_000);

    it("goes on with a conversation that was taken along", async () => {
      const [taken = ""] = (await canvas.api.list()).filter((id) => id !== own.id);
      const { status, events } = await canvas.api.say(taken, "And now?");
      expect(status).toBe("finished");
      expect(shownOf({ ...own, events: events.slice(-10) })).toContain(canvas.aws.session.name);
    }, 300_000);

    it("gives way to the app again, which has its conversations and touches none of the other's", async () => {
      await canvas.stopPod();
      const before = OF_CANVAS.map((name) => snapshotOf(join(volume, name)));
      await world.startPod();
      expect(await world.server.list()).toEqual([old.id]);
      expect(shownOf({ ...old, events: await world.server.read(old.id) })).toBe(shownOf(old));
      await world.server.addSecret("ANOTHER", "canary-of-the-other");
      await world.stopPod();
      expect(OF_CANVAS.map((name) => snapshotOf(join(volume, name)))).toEqual(before);
    }, 300_000);

    it("has its conversations the next time", async () => {
      const before = snapshotOf(volume, OF_CANVAS);
      await canvas.startPod();
      expect(await canvas.api.list()).toContain(own.id);
      expect(shownOf({ ...own, events: await canvas.api.read(own.id) })).toBe(shownOf(own));
      expect(snapshotOf(volume, OF_CANVAS)).toEqual(before);
    }, 300_000);
  });
});
