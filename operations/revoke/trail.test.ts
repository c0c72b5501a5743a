import { AwsError } from "../aws/aws-error";
import { type LookUp, readTrail } from "./trail";

const event = (eventName: string, more: object = {}) => ({
  CloudTrailEvent: JSON.stringify({
    ...{ eventSource: "iam.amazonaws.com", eventName, eventTime: "2026-11-28T10:00:00Z" },
    ...{ sourceIPAddress: "198.51.100.7", ...more },
  }),
});
const made = (accessKeyId: string) => event("AssumeRole", { responseElements: { credentials: { accessKeyId } } });
const $metadata = {};

it("follows pages, and the sessions that were made, each once", async () => {
  const asked: string[] = [];
  const lookUp: LookUp = async (region, { LookupAttributes, NextToken }) => {
    const id = LookupAttributes?.[0]?.AttributeValue ?? "";
    asked.push(`${region} ${id}${NextToken ?? ""}`);
    if (id === "ASIA1")
      return { Events: [made("ASIA1"), event("CreateUser", { errorCode: "AccessDenied" })], $metadata };
    return NextToken
      ? { Events: [made("ASIA1")], $metadata }
      : { Events: [event("ListUsers")], NextToken: "+2", $metadata };
  };
  const { credentials, failures } = await readTrail(lookUp, ["AKIA1"], ["us-east-1"]);
  expect(asked).toEqual(["us-east-1 AKIA1", "us-east-1 AKIA1+2", "us-east-1 ASIA1"]);
  expect(failures).toEqual([]);
  expect(credentials).toMatchObject([
    { id: "AKIA1", events: 2, sources: ["198.51.100.7"] },
    { id: "ASIA1", madeBy: "AKIA1", actions: [{ action: "iam:AssumeRole" }, { action: "iam:CreateUser", refused: 1 }] },
  ]);
});

it("takes no more than two calls a second in a region", async () => {
  const times: number[] = [];
  const lookUp: LookUp = async () => {
    times.push(Date.now());
    return { Events: [made("ASIA1")], $metadata };
  };
  await readTrail(lookUp, ["AKIA1", "AKIA2"], ["us-east-1"]);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(gaps).toHaveLength(2);
  for (const gap of gaps) expect(gap).toBeGreaterThan(480);
});

it("reports a region that cannot be read, and reads the others", async () => {
  const lookUp: LookUp = async (region) => {
    if (region === "us-west-2")
      throw new AwsError("denied", "cloudtrail:LookupEvents", "AccessDenied", "AWS denies it.");
    return { Events: [event("ListUsers")], $metadata };
  };
  const { credentials, failures, notSeen } = await readTrail(lookUp, ["AKIA1"], ["us-east-1", "us-west-2"]);
  expect(failures).toEqual(["us-west-2: AWS denies it."]);
  expect(credentials[0]?.events).toBe(1);
  expect(notSeen.join()).toMatch(/data events.*other regions than us-east-1, us-west-2.*90 days/);
});
