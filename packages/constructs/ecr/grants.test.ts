import { push } from "./grants";

it("pushes to one repository; only logging in is not limited to one", () => {
  const account = { partition: "aws", id: "123456789012" };
  const why = "A test pushes";
  expect(push({ account, region: "ap-northeast-1", name: "runtime" }, why)).toEqual([
    { sid: "LogInToRegistry", why, actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PushImages",
      why,
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: ["arn:aws:ecr:ap-northeast-1:123456789012:repository/runtime"],
    },
  ]);
});
