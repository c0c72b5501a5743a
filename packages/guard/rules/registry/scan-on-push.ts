import type { Rule } from "../../rule";
import { memberAt } from "../../support/json";
import { resourceAt } from "../../support/resources";

export const scanOnPush: Rule = {
  id: "scan-on-push",
  area: "registry",
  severity: "info",
  what: "Images are not scanned when they are pushed.",
  why: "Without scan-on-push, nobody learns of an image's known vulnerabilities before it runs.",
  fix: "Set image_scanning_configuration { scan_on_push = true }, or scan all repositories with aws_ecr_registry_scanning_configuration.",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
  *check(model) {
    if (model.resources.some(({ type }) => type === "aws_ecr_registry_scanning_configuration")) return;
    for (const at of model.repositories) {
      const scanning = resourceAt(model, at, at.address)?.argument("image_scanning_configuration")?.value;
      const value = memberAt(scanning, "scan_on_push");
      if (value === undefined || value === false)
        yield { at, message: `Images of ${at.address} are not scanned: scan_on_push is ${value ?? "not set"}.` };
    }
  },
};
