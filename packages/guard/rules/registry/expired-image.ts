import type { AccessModel, ContainerRepository, Json } from "../../model";
import { matcher, wildcardCodes } from "../../policy/wildcard";
import type { Rule, Severity } from "../../rule";
import { folded } from "../../support/folded";
import { listAt, memberAt, textAt } from "../../support/json";
import { known, UNKNOWN } from "../../text";
import { usesOf } from "./support/uses";

export const expiredImage: Rule = {
  id: "expired-image",
  area: "registry",
  severity: "warning",
  what: "A lifecycle rule expires images that may still be deployed.",
  why: "A deployment stays pinned to its tag or digest while newer pushes or age expire the image; the next pod then cannot pull it.",
  fix: "Expire only untagged images, tags that are never deployed (tagPrefixList: pr-, cache-), or images that are no longer pulled (sinceImagePulled).",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",
  *check(model) {
    for (const repository of model.repositories) {
      if (!repository.lifecycle) continue;
      const at = repository.lifecycle;
      for (const rule of listAt(at.document, "rules")) {
        const expired = expiry(model, repository, rule);
        const name = `Rule ${String(memberAt(rule, "rulePriority") ?? UNKNOWN)}`;
        if (expired) yield { at, ...expired, message: `${name} ${expired.message}.` };
      }
    }
  },
};

/** `undefined` if no deployed image can expire; an error if one that is seen to be deployed does. */
function expiry(
  model: AccessModel,
  repository: ContainerRepository,
  rule: Json,
): { readonly message: string; readonly severity?: Severity } | undefined {
  const status = known(textAt(rule, "selection", "tagStatus"));
  const count = known(textAt(rule, "selection", "countType"));
  const expires = count === undefined || count === "imageCountMoreThan" || count === "sinceImagePushed";
  if (status === "untagged" || !expires) return undefined;
  const selected = selection(rule);
  const uses = usesOf(model, repository);
  const hit = uses.find(({ tag }) => tag === undefined || selected.mayBe(tag));
  const number = String(memberAt(rule, "selection", "countNumber") ?? UNKNOWN);
  const when =
    count === "sinceImagePushed"
      ? `${number} days after they were pushed`
      : `when there are more than ${number} of them`;
  const what = `expires ${status === "any" ? "images with any tag or none" : `images tagged ${selected.words}`} ${when}`;
  if (hit) {
    const run = hit.tag === undefined ? "an image by digest" : `the tag ${hit.tag}`;
    // Which tags an image has that is named by its digest is not known.
    const sure = status === "any" || (hit.tag !== undefined && selected.isSingle);
    return { message: `${what}; ${hit.by} runs ${run}`, ...(sure && { severity: "error" }) };
  }
  return uses.length > 0 || selected.isPassing ? undefined : { message: what };
}

interface Selection {
  readonly words: string;
  readonly mayBe: (tag: string) => boolean;
  /** Whether one tag alone decides. */
  readonly isSingle: boolean;
  /** Whether it selects only tags that no deployment is pinned to. */
  readonly isPassing: boolean;
}

const PASSING =
  /^(?:\*?(?:pr|pull|merge|mr|cache|buildcache|tmp|temp|test|preview|snapshot|nightly|wip|branch|feature|dev))(?:[-_./*]|$)/i;

/** An image is selected if it has a tag for each of the prefixes or patterns. */
function selection(rule: Json): Selection {
  const of = (name: string) => listAt(rule, "selection", name).map(String);
  const prefixes = of("tagPrefixList");
  const patterns = [...prefixes.map((prefix) => `${prefix}*`), ...of("tagPatternList")];
  const tests = patterns.map((pattern) => matcher(wildcardCodes(pattern)));
  return {
    words: folded(patterns) || UNKNOWN,
    isSingle: tests.length === 1,
    // An image may have other tags besides the one that is deployed.
    mayBe: (tag) => tests.length !== 1 || tests.some((test) => test(tag) !== false),
    isPassing: patterns.length > 0 && patterns.every((pattern) => PASSING.test(pattern)),
  };
}
