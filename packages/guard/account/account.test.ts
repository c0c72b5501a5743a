import { parsePrincipal } from "../whocan/principal";
import { chainOf } from "./chain";
import { sessionsIssuedBefore } from "./issued-before";
import { type AccountDetails, readAccount } from "./read-account";

const ARN = "arn:aws:iam::123456789012";
const USER = `${ARN}:user/service/u`;
const INSTANT = new Date("2026-11-28T10:00:00Z");

const encoded = (statement: object) =>
  encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
const trusts = (arn: string) => encoded({ Effect: "Allow", Principal: { AWS: arn }, Action: "sts:AssumeRole" });
const role = (name: string, trusted: string, more: object = {}) => ({
  ...{ Arn: `${ARN}:role/${name}`, RoleName: name, Path: "/", AssumeRolePolicyDocument: trusts(trusted) },
  ...more,
});
const deny = (condition: object, more: object = {}) => ({
  PolicyName: "deny",
  PolicyDocument: encoded({ Effect: "Deny", Action: "*", Resource: "*", Condition: condition, ...more }),
});
const older = (time: string) => ({ DateLessThan: { "aws:TokenIssueTime": time } });

const principal = (arn: string) => {
  const parsed = parsePrincipal(arn);
  if (!parsed) throw new Error(arn);
  return parsed;
};

const details: AccountDetails = {
  UserDetailList: [{ Arn: USER, UserName: "u", Path: "/service/", GroupList: ["g"] }],
  GroupDetailList: [
    {
      ...{ Arn: `${ARN}:group/g`, GroupName: "g" },
      AttachedManagedPolicies: [{ PolicyArn: `${ARN}:policy/step` }],
    },
  ],
  Policies: [
    {
      ...{ Arn: `${ARN}:policy/step`, PolicyName: "step", Path: "/" },
      PolicyVersionList: [
        {
          Document: encoded({ Effect: "Allow", Action: "sts:AssumeRole", Resource: `${ARN}:role/by-group` }),
          IsDefaultVersion: true,
        },
        { Document: encoded({ Effect: "Allow", Action: "*", Resource: "*" }), IsDefaultVersion: false },
      ],
    },
  ],
  RoleDetailList: [
    role("second", `${ARN}:role/first`),
    role("first", USER),
    role("by-group", `${ARN}:root`),
    role("not-by-group", `${ARN}:root`),
    role("other", `${ARN}:user/other`),
  ],
};

it("finds every role that the credentials lead to, in the order of the chain", () => {
  expect(chainOf(readAccount(details), principal(USER))).toEqual([
    { arn: `${ARN}:role/by-group`, name: "by-group", steps: 1, unsure: false },
    { arn: `${ARN}:role/first`, name: "first", steps: 1, unsure: false },
    { arn: `${ARN}:role/second`, name: "second", steps: 2, unsure: false },
  ]);
});

it("leaves out no role for a policy that cannot be read", () => {
  const unreadable = { ...details.UserDetailList?.[0], UserPolicyList: [{ PolicyName: "x", PolicyDocument: "%7B" }] };
  const chain = chainOf(readAccount({ ...details, UserDetailList: [unreadable] }), principal(USER));
  expect(chain.find(({ name }) => name === "not-by-group")).toMatchObject({ unsure: true });
});

it.each([
  ["the deny by issue time", "cut", [deny(older("2026-11-28T10:00:00Z"))]],
  ["no policy", "works", []],
  ["an earlier instant", "works", [deny(older("2026-11-28T09:59:59Z"))]],
  ["a later instant", "all-cut", [deny(older("2026-11-28T10:00:01Z"))]],
  ["a deny of some actions", "works", [deny(older("2026-11-28T10:00:00Z"), { Action: "s3:*" })]],
  ["a deny of some resources", "works", [deny(older("2026-11-28T10:00:00Z"), { Resource: "arn:aws:s3:::*" })]],
  ["another condition", "works", [deny({ ...older("2026-11-28T10:00:00Z"), Bool: { "aws:SecureTransport": "true" } })]],
  ["a deny of everyone", "all-cut", [deny({})]],
])("sessions with %s: %s", (_, expected, RolePolicyList) => {
  const model = readAccount({ RoleDetailList: [role("first", USER, { RolePolicyList })] });
  expect(sessionsIssuedBefore(model, principal(`${ARN}:role/first`), INSTANT)).toBe(expected);
});

it("takes what does not exist for something that works", () => {
  expect(sessionsIssuedBefore(readAccount({}), principal(`${ARN}:role/first`), INSTANT)).toBe("works");
});
