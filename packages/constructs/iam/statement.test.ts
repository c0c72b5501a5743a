import { type Grant, type Trust, toPolicyJson, withUniqueSids } from "./statement";

const grant: Grant = { sid: "Read", why: "", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::data/*"] };

describe("a policy as IAM counts it", () => {
  it("has single values without a list, and no reason", () => {
    expect(toPolicyJson([grant])).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/*"}]}',
    );
  });

  it("has lists of several values, and conditions by operator and key", () => {
    const statement: Grant = {
      why: "",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
      conditions: [
        { operator: "StringEquals", key: "a", values: ["1"] },
        { operator: "StringEquals", key: "b", values: ["2", "3"] },
        { operator: "StringLike", key: "a", values: ["*"] },
      ],
    };
    expect(JSON.parse(toPolicyJson([statement])).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
        Condition: { StringEquals: { a: "1", b: ["2", "3"] }, StringLike: { a: "*" } },
      },
    ]);
  });

  it("has the principal of a trust, and no resource", () => {
    const trust: Trust = {
      actions: ["sts:AssumeRole"],
      principal: { type: "AWS", arns: ["arn:aws:iam::123456789012:role/r"] },
    };
    expect(JSON.parse(toPolicyJson([trust])).Statement).toEqual([
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:role/r" }, Action: "sts:AssumeRole" },
    ]);
  });
});

describe("statement ids", () => {
  it("are numbered from the second of a kind on, in order", () => {
    const sids = ["Read", "Write", "Read", "Read"].map((sid) => ({ ...grant, sid }));
    expect(withUniqueSids(sids).map(({ sid }) => sid)).toEqual(["Read", "Write", "Read2", "Read3"]);
  });

  it("are left out where they were", () => {
    const { sid, ...anonymous } = grant;
    expect(withUniqueSids([anonymous, anonymous])).toEqual([anonymous, anonymous]);
    expect(sid).toBe("Read");
  });
});
