import { readTerraform } from "../read";
import { lookUp } from "./catalogue";
import { loadCatalogue } from "./load";
import { servicesOf } from "./services-of";

it("knows an action's spelling, level and resources, whatever case it is looked up in", async () => {
  const catalogue = await loadCatalogue(["s3", "BEDROCK"]);
  expect(lookUp(catalogue, "s3:putbucketpolicy")).toEqual({
    name: "s3:PutBucketPolicy",
    level: "Permissions management",
    resources: ["arn:${Partition}:s3:::${BucketName}"],
  });
  expect(lookUp(catalogue, "Bedrock:ListFoundationModels")?.resources).toEqual([]);
  expect(lookUp(catalogue, "s3:HeadBucket")).toBeUndefined();
});

it("names every service but loads only those that were asked for", async () => {
  const catalogue = await loadCatalogue(["s3", "no-such-service", "__proto__"]);
  expect([...catalogue.actions.keys()]).toEqual(["s3"]);
  expect(catalogue.services.has("dynamodb")).toBe(true);
  expect(lookUp(catalogue, "dynamodb:GetItem")).toBeUndefined();
});

it("loads all of AWS when asked for all", async () => {
  const { actions } = await loadCatalogue("all");
  const count = [...actions.values()].reduce((sum, service) => sum + service.size, 0);
  expect(count).toBeGreaterThan(20_000);
});

it("finds the services that policies of every kind name", async () => {
  const policy = (...actions: string[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
  const bucketPolicy = { Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }] };
  const model = await readTerraform([
    {
      path: "main.tf.json",
      text: JSON.stringify({
        resource: {
          aws_iam_policy: { p: { policy: policy("ECR:GetAuthorizationToken", "*", "iam*:Get*") } },
          aws_iam_user_policy: { u: { user: "u", policy: policy("sqs:SendMessage") } },
          aws_s3_bucket_policy: { b: { bucket: "b", policy: JSON.stringify(bucketPolicy) } },
        },
      }),
    },
  ]);
  expect([...servicesOf(model)].sort()).toEqual(["ecr", "s3", "sqs"]);
});
