import { type AnyText, asPartial, isKnown, type PartialText, rawText } from "../text";
import { all, type Ternary } from "./ternary";
import { ANY_CHARACTER, ANY_TEXT, type Codes, type Matcher, matcher, sameText } from "./wildcard";

const COLON = ":".charCodeAt(0);
const COMPONENTS = 6;

/** `arn:partition:service:region:account:resource`; the resource keeps its colons. Fewer parts if it is not an ARN. */
export function arnComponents(anyArn: AnyText): PartialText[] {
  const arn = rawText(anyArn);
  const parts: PartialText[] = [];
  let from = 0;
  while (parts.length < COMPONENTS - 1) {
    const colon = arn.indexOf(":", from);
    if (colon < 0) break;
    parts.push(asPartial(arn.slice(from, colon)));
    from = colon + 1;
  }
  parts.push(asPartial(arn.slice(from)));
  return parts;
}

/**
 * Whether two accounts are the same. Two unknown accounts count as the same one: the account that Terraform works in.
 */
export const sameAccount = (left: AnyText, right: AnyText): Ternary => left === right || sameText(left, right);

/** Whether two ARNs are the same, with {@link sameAccount}; no other unknown part counts as the same. */
export function sameArn(left: AnyText, right: AnyText): Ternary {
  const resource = left === right ? arnComponents(left)[COMPONENTS - 1] : undefined;
  return (resource !== undefined && isKnown(resource)) || sameText(left, right);
}

/**
 * As ArnEquals and ArnLike compare: each of the six components on its own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnMatcher(pattern: Codes): Matcher {
  const components = splitCodes(pattern);
  if (components.length < COMPONENTS) {
    // Not an ARN pattern: AWS does not say what it matches, only what it cannot match.
    const whole = matcher(pattern);
    return (value) => (whole(value) === false ? false : "unknown");
  }
  const matchers = components.map(matcher);
  return (value) => {
    const parts = arnComponents(value);
    if (parts.length < COMPONENTS) return isKnown(value) ? false : "unknown";
    return all(matchers.entries(), ([index, matches]) => matches(parts[index] ?? ""));
  };
}

/**
 * As the elements Resource and NotResource compare. A `*` at the end of a segment may match colons too; any other
 * wildcard before the fifth colon stays within its segment. Where a text matches only if such a wildcard reaches
 * farther, the answer is "unknown".
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceMatcher(pattern: Codes): Matcher {
  const whole = matcher(pattern);
  const components = splitCodes(pattern);
  const head = components.length === COMPONENTS ? components.slice(0, -1) : components;
  if (!head.some(confined)) return whole;
  const segments = head.map(matcher);
  return (value) => {
    const matched = whole(value);
    if (matched !== true) return matched;
    const parts = arnComponents(value);
    const within = all(segments.entries(), ([index, matches]) => matches(parts[index] ?? ""));
    return within === true ? true : "unknown";
  };
}

const confined = (segment: Codes): boolean =>
  segment.some((code, index) => code === ANY_CHARACTER || (code === ANY_TEXT && index < segment.length - 1));

function splitCodes(codes: Codes): Codes[] {
  const parts: Codes[] = [];
  let from = 0;
  for (let at = 0; at < codes.length && parts.length < COMPONENTS - 1; at++) {
    if (codes[at] !== COLON) continue;
    parts.push(codes.slice(from, at));
    from = at + 1;
  }
  parts.push(codes.slice(from));
  return parts;
}
