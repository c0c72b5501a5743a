import type { AccessModel, ContainerRepository } from "../../model";
import { matcher, wildcardCodes } from "../../policy/wildcard";
import type { Rule, Violation } from "../../rule";
import { listAt, textAt } from "../../support/json";
import { resourceAt } from "../../support/resources";
import { known, matchesPattern, readable } from "../../text";
import { type ImageUse, usesOf } from "./support/uses";

export const mutableTag: Rule = {
  id: "mutable-tag",
  area: "registry",
  severity: "warning",
  what: "A repository's tags can be moved to other images.",
  why: "Whoever may push replaces what runs under a tag, with nothing changed in the deployment, and no rollback brings the old image back.",
  fix: 'Set image_tag_mutability = "IMMUTABLE" and give every build a tag of its own, or deploy by digest.',
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
  if (movable.length > 0) return { at, message: `its tags can be moved, and ${listed(movable)}`, severity: "error" };
  const mutable = matchesPattern(at.tagMutability, /^MUTABLE/);
  if (mutable === false) return undefined;
  const byDigest = uses.length > 0 && uses.every(({ tag }) => tag === undefined);
  const message = `image_tag_mutability is ${readable(at.tagMutability)}`;
  if (mutable === "unknown") return { at, message, severity: "info" };
  return byDigest
    ? { at, message: `${message}, though all that runs is pinned by digest`, severity: "info" }
    : { at, message };
}

const listed = (uses: readonly ImageUse[]): string =>
  [...new Set(uses.map(({ by, tag }) => `${by} runs the tag ${tag}`))].join(", ");

/** Tags that a filter of the repository matches are the exception to its rule. */
function isMovable(model: AccessModel, at: ContainerRepository, tag: string): boolean {
  const excepted = listAt(resourceAt(model, at, at.address)?.argument("image_tag_mutability_exclusion_filter")?.value)
    .map((filter) => textAt(filter, "filter"))
    .some((filter) => matcher(wildcardCodes(filter))(tag) === true);
  const mutability = known(at.tagMutability);
  if (mutability?.startsWith("MUTABLE")) return !(mutability.endsWith("WITH_EXCLUSION") && excepted);
  return mutability === "IMMUTABLE_WITH_EXCLUSION" && excepted;
}
