import { chainGrant, chainTrust, type RoleChain } from "./role-chain";

const chain = (tagSession: boolean): RoleChain => ({
  from: "arn:aws:iam::123456789012:role/builder",
  to: "arn:aws:iam::123456789012:role/uploader",
  tagSession,
  why: "The build uploads",
});

it("trusts exactly the role that calls, and grants exactly the role that is assumed", () => {
  expect(chainTrust(chain(false))).toEqual({
    actions: ["sts:AssumeRole"],
    principal: { type: "AWS", arns: ["arn:aws:iam::123456789012:role/builder"] },
  });
  expect(chainGrant(chain(false))).toEqual({
    sid: "AssumeChainedRole",
    why: "The build uploads",
    actions: ["sts:AssumeRole"],
    resources: ["arn:aws:iam::123456789012:role/uploader"],
  });
});

it("trusts the caller only with the given session names", () => {
  expect(chainTrust({ ...chain(false), sessionNames: "build-*" }).conditions).toEqual([
    { operator: "StringLike", key: "sts:RoleSessionName", values: ["build-*"] },
  ]);
});

it.each([true, false])("has sts:TagSession on both sides or on neither (%s)", (tagSession) => {
  const sides = [chainTrust(chain(tagSession)), chainGrant(chain(tagSession))];
  expect(sides.map(({ actions }) => actions.includes("sts:TagSession"))).toEqual([tagSession, tagSession]);
});
