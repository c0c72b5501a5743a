import { accessLogDelivery } from "./access-log-delivery";

it("lets S3 write the logs of one bucket of this account, below the bucket's name", () => {
  const account = { partition: "aws", id: "123456789012" };
  expect(accessLogDelivery(account, "logs", "data")).toMatchObject({
    principal: { type: "Service", arns: ["logging.s3.amazonaws.com"] },
    actions: ["s3:PutObject"],
    resources: ["arn:aws:s3:::logs/data/*"],
    conditions: [
      { key: "aws:SourceAccount", values: ["123456789012"] },
      { key: "aws:SourceArn", values: ["arn:aws:s3:::data"] },
    ],
  });
});
