import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../project";
import type { Recorder } from "../support/recorder";
import { ACCOUNT, REGION } from "./support/aws";
import type { Answer } from "./support/bedrock/answer";
import type { Dialogue } from "./support/bedrock/dialogue";
import { Visitor } from "./support/browser";
import { runCommand, shownOf } from "./support/conversations";
import { FirstAnswer } from "./support/first-answer";
import { describeInCluster } from "./support/requirements";

const MODEL = "bedrock/us.anthropic.claude-sonnet-4-6";
/** Of the page that is followed. */
const BUCKET = "octo-org-openhands";
const SCREENSHOT = join(PROJECT, "docs/images/canvas.png");
const PATIENCE = { timeout: 120_000 };

const runOnBucket = (dialogue: Dialogue): Answer => runCommand(dialogue, BUCKET);

/** Has the command run, and says what it means; without a terminal, it is asked for the conversation's title. */
function explain(dialogue: Dialogue): Answer {
  const [result] = dialogue.results;
  if (dialogue.tools.length === 0) return { text: "AWS without a key" };
  if (result === undefined) return runOnBucket(dialogue);
  if (!result.includes("the objects are equal")) return { text: `It went wrong: ${result}` };
  const [arn] = /arn:aws:sts::[\w:/-]+/.exec(result) ?? [];
  return { text: `You are\n\n\`${arn}\`\n\nThe note is in the bucket, and what I read is what I wrote.` };
}

describeInCluster("Agent Canvas as docs/kubernetes.md installs it", () => {
  let canvas: FirstAnswer;
  beforeAll(async () => {
    canvas = await FirstAnswer.start();
  }, 400_000);
  afterAll(() => canvas?.stop(), 60_000);
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
  const identity = () =>
    `arn:aws:sts::${ACCOUNT}:assumed-role/openhands-session-role/openhands-${canvas.object.metadata.uid}`;

  it("runs the image that the workflow builds", () => {
    const workflow = join(canvas.newcomer.repository, ".github/workflows/openhands-runtime-image.yml");
    const { initContainers, containers } = canvas.object.spec;
    for (const { image } of [...initContainers, ...containers])
      expect(readFileSync(workflow, "utf8")).toContain(`IMAGE: ${image}\n`);
  });

  it("reads the keys and asks for the session as users of their own, who are allowed just that", () => {
    const { aws, newcomer, refresher } = canvas;
    const { keys, operator } = newcomer;
    const usersOf = ({ calls }: Recorder) => [...new Set(calls.map(({ accessKeyId }) => keys.userOf(accessKeyId)))];
    expect([usersOf(operator), usersOf(refresher)]).toEqual([["external-secrets"], ["bedrock-openhands-user"]]);

    const reader = `arn:aws:iam::${ACCOUNT}:user/external-secrets`;
    const parameter = (name: string) => `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${name.replace(/^\//, "")}`;
    for (const { target, body } of operator.calls) {
      const action = target.replace("AmazonSSM.", "ssm:");
      expect(aws.access.refusalOfUser(reader, action, parameter(JSON.parse(body).Name))).toBeUndefined();
    }
    expect(aws.access.refusalOfUser(reader, "ssm:GetParameter", parameter("another"))).toMatch(/^denied: /);

    const principal = `arn:aws:iam::${ACCOUNT}:user/service/bedrock-openhands-user`;
    expect(aws.access.refusalOfUser(principal, "sts:AssumeRole", aws.session.role)).toBeUndefined();
    const another = `arn:aws:iam::${ACCOUNT}:role/openhands-runtime-role`;
    expect(aws.access.refusalOfUser(principal, "sts:AssumeRole", another)).toMatch(/^denied: /);
  });

  it("answers by its interface, with the preset model and the session of a role of its own", async () => {
    canvas.aws.answer = runOnBucket;
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
    const visitor = await Visitor.start(canvas.api.url);
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
      const said = on("agent-message").last();
      await said.getByText(/is what I wrote\.|It went wrong/).waitFor(PATIENCE);
      expect(await said.textContent()).toContain(identity());
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
});
