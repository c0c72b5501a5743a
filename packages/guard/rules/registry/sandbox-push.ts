import { type AccessModel, type Identity, permissionsOf } from "../../model";
import type { Rule } from "../../rule";
import { matchesPattern, readable } from "../../text";
import { grantsAction } from "../../whocan/action-query";
import { obtainable } from "./support/obtainable";

export const sandboxPush: Rule = {
  id: "sandbox-push",
  area: "registry",
  severity: "warning",
  what: "A role that can push images can be assumed outside of CI, with an access key or by a pod.",
  why: "A sandboxed agent with this role can replace the image that it runs in, or any other in the registry, and so survives the end of its sandbox.",
  fix: "Grant ecr:PutImage and the other push actions to a role that only the building workflow may assume, and let the others pull.",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html",
  *check(model) {
    for (const [role, way] of obtainable(model))
      if (canPush(model, role))
        yield { at: role, message: `Role ${readable(role.name)} may push images (ecr:PutImage), and ${way}.` };
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
