import { judged } from "../../support/testing";
import { scanOnPush as rule } from "./scan-on-push";

const repository = (lines = "") => `resource "aws_ecr_repository" "app" {\n  name = "app"\n  ${lines}\n}\n`;
const scanning = (value: boolean) => repository(`image_scanning_configuration {\n    scan_on_push = ${value}\n  }`);

it.each([
  ["is left out", repository()],
  ["is off", scanning(false)],
])("tells of a repository where it %s", async (_, text) => {
  expect(await judged(rule, text)).toEqual(["info aws_ecr_repository.app: scan_on_push is not set"]);
});

it.each([
  ["is on", scanning(true)],
  [
    "is set for the whole registry",
    `${repository()}resource "aws_ecr_registry_scanning_configuration" "all" {\n  scan_type = "ENHANCED"\n}`,
  ],
])("is content where it %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));
