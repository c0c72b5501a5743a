import { judged } from "../../support/testing";
import { mutableTag as rule } from "./mutable-tag";

const REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const repository = (lines: string) => `resource "aws_ecr_repository" "app" {\n  name = "team/app"\n  ${lines}\n}\n`;
const pod = (image: string) =>
  `resource "kubernetes_manifest" "pod" {\n  manifest = { kind = "Pod", spec = { containers = [{ image = "${image}" }] } }\n}\n`;
const DIGEST = `sha256:${"ab".repeat(32)}`;
const filtered = (mode: string, filter: string) =>
  `image_tag_mutability = "${mode}"\n  image_tag_mutability_exclusion_filter {\n    filter = "${filter}"\n    filter_type = "WILDCARD"\n  }`;

it.each([
  [
    "mutable tags",
    repository('image_tag_mutability = "MUTABLE"'),
    "The tags of aws_ecr_repository.app can be moved: image_tag_mutability is MUTABLE.",
  ],
  [
    "mutable tags by default",
    repository(""),
    "The tags of aws_ecr_repository.app can be moved: image_tag_mutability is MUTABLE.",
  ],
  [
    "mutable tags that a pod runs",
    repository("") + pod(`${REGISTRY}/team/app:v1.2`),
    "The tags of aws_ecr_repository.app can be moved, and kubernetes_manifest.pod runs the tag v1.2.",
  ],
  [
    "mutable tags that a task runs, of a repository by reference",
    `${repository("")}resource "aws_ecs_task_definition" "t" {\n  container_definitions = jsonencode([{ image = "\${aws_ecr_repository.app.repository_url}:v1" }])\n}`,
    "The tags of aws_ecr_repository.app can be moved, and aws_ecs_task_definition.t runs the tag v1.",
  ],
  [
    "no tag, which is latest",
    repository("") + pod(`${REGISTRY}/team/app`),
    "The tags of aws_ecr_repository.app can be moved, and kubernetes_manifest.pod runs the tag latest.",
  ],
  [
    "an exception for the tag that runs",
    repository(filtered("IMMUTABLE_WITH_EXCLUSION", "latest*")) + pod(`${REGISTRY}/team/app:latest-arm`),
    "The tags of aws_ecr_repository.app can be moved, and kubernetes_manifest.pod runs the tag latest-arm.",
  ],
])("finds %s", async (_, text, message) => {
  const severity = message.includes(" runs ") ? "error" : "warning";
  expect(await judged(rule, text)).toEqual([`${severity} aws_ecr_repository.app: ${message}`]);
});

it("reports it as info where everything that runs is pinned by digest", async () => {
  expect(await judged(rule, repository("") + pod(`${REGISTRY}/team/app:v1@${DIGEST}`))).toEqual([
    "info aws_ecr_repository.app: The tags of aws_ecr_repository.app can be moved: image_tag_mutability is MUTABLE, although everything that runs here is pinned by digest.",
  ]);
});

it("says that it does not know whether tags can be moved", async () => {
  const unknown = `variable "m" {}\n${repository("image_tag_mutability = var.m")}`;
  expect(await judged(rule, unknown)).toEqual([
    "info aws_ecr_repository.app: Whether the tags of aws_ecr_repository.app can be moved is not known: image_tag_mutability is <unknown>.",
  ]);
});

it.each([
  ["immutable tags", repository('image_tag_mutability = "IMMUTABLE"') + pod(`${REGISTRY}/team/app:v1`)],
  [
    "an exception for other tags",
    repository(filtered("IMMUTABLE_WITH_EXCLUSION", "cache-*")) + pod(`${REGISTRY}/team/app:v1`),
  ],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));
