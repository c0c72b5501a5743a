import { toPolicyJson } from "@openhands-aws/constructs/iam";
import { verifyGrants } from "../../operations/verify/permissions";
import { describeEmbedded } from "../support/embedded";
import { Installation } from "./support/installation";

describeEmbedded("verify's rights", () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.start();
  });
  afterAll(() => installation?.stop());

  const statements = () => JSON.parse(toPolicyJson(verifyGrants(installation.config, installation.expected))).Statement;
  const actionsOf = (all: { Action: string | string[] }[]) => all.flatMap(({ Action }) => Action);

  it("are enough, and what verify calls is a part of them", async () => {
    const { launcher } = installation;
    const verifier = await launcher.principal("verifier", statements());
    await launcher.reset();
    const results = await installation.verify({}, verifier);
    expect(results.filter(({ status }) => status !== "PASS")).toEqual([]);
    const calls = (await launcher.calls()).filter(({ principal }) => principal === verifier.arn);
    const called = new Set(calls.map(({ permission }) => permission));
    called.delete("sts:GetCallerIdentity"); // Nobody can be denied it.
    expect([...called].sort()).toEqual([...new Set(actionsOf(statements()))].sort());
  });

  it("name only what is ours", () => {
    for (const { Resource } of statements()) for (const arn of [Resource].flat()) expect(arn).not.toMatch(/\*/);
  });

  it("are all needed: without any one of them a check fails and names it", async () => {
    for (const action of actionsOf(statements())) {
      const fewer = statements().map((statement: { Action: string | string[] }) => ({
        ...statement,
        Action: [statement.Action].flat().filter((other) => other !== action),
      }));
      const verifier = await installation.launcher.principal(`without-${action.replace(":", "-")}`, fewer);
      const results = await installation.verify({}, verifier);
      const failed = results.filter(({ status }) => status === "FAIL");
      expect(failed.map(({ why }) => why)).toContainEqual(
        expect.stringContaining(`AWS denies ${action} (AccessDenied`),
      );
    }
  });
});
