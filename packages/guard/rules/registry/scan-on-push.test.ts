import { judged } from "../../support/testing";
import { scanOnPush as rule } from "./scan-on-push";

const repository = (lines = "") => `resource "aws_ecr_repository" "app" {\n  name = "app"\n  ${lines}\n}\n`;
const scanning = (value: boolean) => repository(`image_scanning_configuration {\n    scan_on_push = ${value}\n  }`);

it.each([
  ["not set", repository()],
  ["false", scanning(false)],
])("finds that scan_on_push is %s", async (state, text) => {
  expect(await judged(rule, text)).toEqual([
    `info aws_ecr_repository.app: Images of aws_ecr_repository.app are not scanned: scan_on_push is ${state}.`,
  ]);
});

it.each([
  ["for the repository", scanning(true)],
  [
    "for the whole registry",
    `${repository()}resource "aws_ecr_registry_scanning_configuration" "all" {\n  scan_type = "ENHANCED"\n}`,
  ],
])("accepts scanning that is set %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));
