import { judged } from "../../support/testing";
import { expiredImage as rule } from "./expired-image";

const selection = (tagStatus: string, more: object = {}) => ({
  tagStatus,
  countType: "imageCountMoreThan",
  countNumber: 10,
  ...more,
});
const text = (rule: object, image?: string) =>
  JSON.stringify({
    resource: {
      aws_ecr_repository: { app: { name: "app", image_tag_mutability: "IMMUTABLE" } },
      aws_ecr_lifecycle_policy: {
        app: {
          repository: "${aws_ecr_repository.app.name}",
          policy: JSON.stringify({ rules: [{ rulePriority: 1, selection: rule, action: { type: "expire" } }] }),
        },
      },
      ...(image && { kubernetes_manifest: { pod: { manifest: { kind: "Pod", spec: { containers: [{ image }] } } } } }),
    },
  });
const IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app";
const days = { countType: "sinceImagePushed", countUnit: "days", countNumber: 30 };

it.each([
  ["what may count the images", selection("any", { countType: "${var.count}" })],
  ["what may select tagged images", selection("${var.status}")],
])("does not pass over %s", async (_, rule_) => expect(await judged(rule, text(rule_))).toHaveLength(1));

it.each([
  [
    "any image",
    text(selection("any")),
    "warning",
    "Rule 1 expires images with any tag or none when there are more than 10 of them.",
  ],
  [
    "releases by age",
    text(selection("tagged", { tagPrefixList: ["v"], ...days })),
    "warning",
    "Rule 1 expires images tagged v* 30 days after they were pushed.",
  ],
  [
    "the image that a pod runs by its tag",
    text(selection("tagged", { tagPatternList: ["pr-*"] }), `${IMAGE}:pr-7`),
    "error",
    "Rule 1 expires images tagged pr-* when there are more than 10 of them; kubernetes_manifest.pod runs the tag pr-7.",
  ],
  [
    "what may be the image that a pod runs by its digest",
    text(selection("tagged", { tagPrefixList: ["pr-"] }), `${IMAGE}@sha256:${"ab".repeat(32)}`),
    "warning",
    "Rule 1 expires images tagged pr-* when there are more than 10 of them; kubernetes_manifest.pod runs an image by digest.",
  ],
  [
    "every image, also the one that a pod runs by its digest",
    text(selection("any"), `${IMAGE}@sha256:${"ab".repeat(32)}`),
    "error",
    "Rule 1 expires images with any tag or none when there are more than 10 of them; kubernetes_manifest.pod runs an image by digest.",
  ],
  [
    "the image that a pod runs, if it also has another tag",
    text(selection("tagged", { tagPatternList: ["v*", "rc*"] }), `${IMAGE}:v1`),
    "warning",
    "Rule 1 expires images tagged v*, rc* when there are more than 10 of them; kubernetes_manifest.pod runs the tag v1.",
  ],
])("finds a rule that expires %s", async (_, input, severity, message) => {
  expect(await judged(rule, input)).toEqual([`${severity} aws_ecr_lifecycle_policy.app: ${message}`]);
});

it.each([
  ["untagged images", text(selection("untagged", days))],
  ["tags that are never deployed", text(selection("tagged", { tagPrefixList: ["pr-", "cache-"] }))],
  ["tags that do not run", text(selection("tagged", { tagPrefixList: ["rc"] }), `${IMAGE}:v1`)],
  ["images that are no longer pulled", text(selection("any", { ...days, countType: "sinceImagePulled" }))],
])("accepts a rule for %s", async (_, input) => expect(await judged(rule, input)).toEqual([]));

it("reads a policy from its data source", async () => {
  const input = `
resource "aws_ecr_repository" "app" {
  name = "app"
}
data "aws_ecr_lifecycle_policy_document" "app" {
  rule {
    priority = 1
    selection {
      tag_status   = "any"
      count_type   = "imageCountMoreThan"
      count_number = 5
    }
  }
}
resource "aws_ecr_lifecycle_policy" "app" {
  repository = aws_ecr_repository.app.name
  policy     = data.aws_ecr_lifecycle_policy_document.app.json
}`;
  expect(await judged(rule, input)).toHaveLength(1);
});
