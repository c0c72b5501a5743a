import type { AccessModel, ContainerRepository } from "../../model";
import { matcher, wildcardCodes } from "../../policy/wildcard";
import type { Rule, Violation } from "../../rule";
import { folded } from "../../support/folded";
import { listAt, textAt } from "../../support/json";
import { resourceAt } from "../../support/resources";
import { known, matchesPattern, readable } from "../../text";
import { type ImageUse, usesOf } from "./support/uses";

export const mutableTag: Rule = {
  id: "mutable-tag",
  area: "registry",
  severity: "warning",
  what: "A repository's tags can be moved to other images.",
  why: "Anyone who can push can replace what runs under a tag without any change to the deployment, and a rollback does not restore the old image.",
  fix: 'Set image_tag_mutability = "IMMUTABLE" and give every build its own tag, or deploy by digest.',
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
  *check(model) {
    for (const at of model.repositories) {
      const violation = judge(model, at);
      if (violation) yield violation;
    }
  },
};

function judge(model: AccessModel, at: ContainerRepository): Violation | undefined {
  const uses = usesOf(model, at);
  const movable = uses.filter(({ tag }) => tag !== undefined && isMovable(model, at, tag));
  if (movable.length > 0)
    return { at, message: `The tags of ${at.address} can be moved, and ${runs(movable)}.`, severity: "error" };
  const mutable = matchesPattern(at.tagMutability, /^MUTABLE/);
  if (mutable === false) return undefined;
  const byDigest = uses.length > 0 && uses.every(({ tag }) => tag === undefined);
  const setting = `image_tag_mutability is ${readable(at.tagMutability)}`;
  if (mutable === "unknown")
    return {
      at,
      message: `Whether the tags of ${at.address} can be moved is not known: ${setting}.`,
      severity: "info",
    };
  const message = `The tags of ${at.address} can be moved: ${setting}`;
  return byDigest
    ? { at, message: `${message}, although everything that runs here is pinned by digest.`, severity: "info" }
    : { at, message: `${message}.` };
}

const runs = (uses: readonly ImageUse[]): string =>
  folded([...new Set(uses.map(({ by, tag }) => `${by} runs the tag ${tag}`))]);

/** Tags that match a filter of the repository are the exception to its setting. */
function isMovable(model: AccessModel, at: ContainerRepository, tag: string): boolean {
  const excepted = listAt(resourceAt(model, at, at.address)?.argument("image_tag_mutability_exclusion_filter")?.value)
    .map((filter) => textAt(filter, "filter"))
    .some((filter) => matcher(wildcardCodes(filter))(tag) === true);
  const mutability = known(at.tagMutability);
  if (mutability?.startsWith("MUTABLE")) return !(mutability.endsWith("WITH_EXCLUSION") && excepted);
  return mutability === "IMMUTABLE_WITH_EXCLUSION" && excepted;
}
