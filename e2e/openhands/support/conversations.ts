import { existsSync } from "node:fs";
import { readCredentials } from "../../support/refresher";
import { Access, s3Permission } from "./access";
import type { Conversation } from "./agent-api";
import { ACCOUNT, BUCKET } from "./aws";
import type { Answer } from "./bedrock/answer";
import type { Dialogue } from "./bedrock/dialogue";
import type { Version } from "./installation";
import { describeOpenhands } from "./requirements";
import { World } from "./world";

const MODEL = "us.anthropic.claude-sonnet-4-6";
const commandOn = (bucket: string) =>
  [
    "aws sts get-caller-identity",
    `date > a && aws s3 cp --quiet a s3://${bucket}/notes/a && aws s3 cp --quiet s3://${bucket}/notes/a b`,
    `cmp a b && aws s3 ls s3://${bucket}/notes/ && echo the objects are "equal"`,
  ].join(" && ");

/** Has the command run, then says what came of it. */
export function runCommand({ tools, results }: Dialogue, bucket = BUCKET): Answer {
  const [result] = results;
  if (result !== undefined) return { text: `The terminal said: ${result}` };
  const terminal = tools.find(({ name }) => /terminal|bash/.test(name));
  if (!terminal) return { text: `There is no terminal among ${tools.map(({ name }) => name)}` };
  const others = Object.entries({ security_risk: "LOW", summary: "Asks AWS" });
  const input = Object.fromEntries(others.filter(([name]) => terminal.required.includes(name)));
  return { tool: terminal.name, input: { command: commandOn(bucket), timeout: 60, ...input } };
}

/** What the page shows: messages and errors. */
export const shownOf = ({ events }: Conversation) =>
  JSON.stringify(events.filter(({ kind }) => kind === "MessageEvent" || kind === "ConversationErrorEvent"));

/** What holds of every agent server that the product's image may be made of. */
export function testConversations(version: Version): void {
  describeOpenhands(`agent server ${version} with the refresher's sessions`, () => {
    let world: World;
    beforeAll(async () => {
      world = await World.start(version);
      world.aws.answer = runCommand;
    }, 400_000);
    afterAll(() => world?.stop());
    beforeEach(() => world.aws.forgetCalls());

    it("gives agent and terminal the role's session, each in its region, for what the policies allow", async () => {
      const conversation = await world.server.converse("Who are you for AWS?");
      const { session, bedrock, recorder, sts, access } = world.aws;
      const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/openhands-session-role/${session.name}`;
      const shown = shownOf(conversation);
      expect([conversation.status, shown]).toEqual(["finished", expect.stringContaining("the objects are equal")]);
      expect(shown).toContain(arn);

      expect(bedrock.calls.map(({ model, region, status }) => [model, region, status])).toEqual(
        Array(2).fill([MODEL, "us-west-2", 200]),
      );
      expect(new Set(recorder.calls.map(({ service, region }) => `${service} in ${region}`))).toEqual(
        new Set(["sts in ap-northeast-1", "s3 in ap-northeast-1"]),
      );
      for (const key of world.aws.keysUsed) expect([...sts.issued.keys()]).toContain(key);

      const toS3 = recorder.calls.filter(({ service }) => service === "s3").map(s3Permission);
      expect(new Set(toS3.map(([action]) => action))).toEqual(
        new Set(["s3:PutObject", "s3:GetObject", "s3:ListBucket"]),
      );
      for (const [action, needed] of toS3) expect(access.refusal(session, action, needed)).toBeUndefined();
      const elsewhere = { resource: "arn:aws:s3:::another/notes/a", context: {} };
      expect(access.refusal(session, "s3:GetObject", elsewhere)).toMatch(/^denied: /);
    }, 200_000);

    it("is refused the model once the stack grants it no longer, and says so", async () => {
      const { aws } = world;
      const { access } = aws;
      const { resource, ...others } = JSON.parse(aws.terraform);
      delete resource.aws_iam_role_policy_attachment.openhands_session_bedrock;
      aws.access = await Access.read(JSON.stringify({ resource, ...others }));
      try {
        const conversation = await world.server.converse("Who are you for AWS?");
        const shown = shownOf(conversation);
        expect([conversation.status, shown]).toEqual([
          "error",
          // LiteLLM's releases call it by different names.
          expect.stringMatching(/"code":"LLM(Authentication|ServiceUnavailable)Error"/),
        ]);
        // From 1.58 on, the conversation has it that the "API key appears to be invalid": the log alone says what is.
        expect(shown + world.server.log()).toContain("is not authorized to perform: bedrock:InvokeModel on resource");
      } finally {
        aws.access = access;
      }
    }, 200_000);

    it("goes on with the next session while it runs, and streams as its pages do", async () => {
      const before = [...world.aws.sts.issued.keys()];
      const end = Date.now() + 60_000;
      while (before.includes(readCredentials(world.credentialsFile).AccessKeyId)) {
        if (Date.now() > end) throw new Error("The refresher has not renewed the session.");
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      for (const key of before) world.aws.revoked.add(key);
      const conversation = await world.server.converse("And now?", { stream: true });
      expect([conversation.status, shownOf(conversation)]).toEqual([
        "finished",
        expect.stringContaining("the objects are equal"),
      ]);
      for (const key of world.aws.keysUsed) expect(before).not.toContain(key);
      expect(world.aws.bedrock.calls.map(({ operation }) => operation)).toEqual(Array(2).fill("converse-stream"));
    }, 200_000);

    it("says why it has no credentials when the refresher has stopped", async () => {
      await world.stopRefresher();
      expect(existsSync(world.credentialsFile)).toBe(false);
      const conversation = await world.server.converse("Are you there?");
      expect([conversation.status, shownOf(conversation)]).toEqual([
        "error",
        expect.stringContaining("no AWS credentials: /run/openhands-aws/credentials.json does not exist"),
      ]);
      expect(world.aws.bedrock.calls).toEqual([]);
    }, 200_000);
  });
}
