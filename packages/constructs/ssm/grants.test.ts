import { read } from "./grants";

it("reads the named parameters, and neither lists nor searches", () => {
  const account = { partition: "aws", id: "123456789012" };
  const names = ["/openhands/config/bucket", "bedrock-access-key-id"];
  expect(read({ account, region: "ap-northeast-1", names }, "A test reads")).toEqual([
    {
      sid: "ReadParameters",
      why: "A test reads",
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: [
        "arn:aws:ssm:ap-northeast-1:123456789012:parameter/openhands/config/bucket",
        "arn:aws:ssm:ap-northeast-1:123456789012:parameter/bedrock-access-key-id",
      ],
    },
  ]);
});
