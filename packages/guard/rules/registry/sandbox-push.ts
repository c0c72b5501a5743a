import { type AccessModel, type Identity, permissionsOf } from "../../model";
import type { Rule } from "../../rule";
import { matchesPattern, readable } from "../../text";
import { grantsAction } from "../../whocan/action-query";
import { obtainable } from "./support/obtainable";

export const sandboxPush: Rule = {
  id: "sandbox-push",
  area: "registry",
  severity: "warning",
  what: "A role that can push images can be had outside of CI, by an access key or a pod.",
  why: "An agent in a sandbox that gets it replaces the image that it runs in, or any other in the registry, and so outlives its own end.",
  fix: "Give ecr:PutImage and its companions to a role that only the building workflow may assume, and let the others pull.",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html",
  *check(model) {
    for (const [role, way] of obtainable(model))
      if (canPush(model, role))
        yield { at: role, message: `role ${readable(role.name)} may push images (ecr:PutImage), and ${way}` };
  },
};

const PUSHING_POLICIES =
  /^arn:[^:]*:iam::aws:policy\/(?:AdministratorAccess|PowerUserAccess|AmazonEC2ContainerRegistry(?:FullAccess|PowerUser))$/;

function canPush(model: AccessModel, identity: Identity): boolean {
  const grants = permissionsOf(identity);
  if (grants.length === 0) return false;
  if (grants.some((grant) => grant.kind === "managed" && matchesPattern(grant.arn, PUSHING_POLICIES) === true))
    return true;
  return grantsAction(model, identity, { action: "ecr:PutImage" }).outcome === "allowed";
}
