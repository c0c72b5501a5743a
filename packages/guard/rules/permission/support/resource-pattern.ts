import type { CatalogueAction } from "../../../catalogue/catalogue";
import { textMatcher } from "../../../policy/wildcard";
import { perObject, perText } from "../../../support/memo";
import { type AnyText, isKnown, rawText, UNKNOWN } from "../../../text";

/** One text of the element Resource, compared with the ARNs that the catalogue gives for an action. */
export interface ResourcePattern {
  /** As written, with UNKNOWN in it. */
  readonly text: string;
  /** Matches every resource: `*`. */
  readonly everything: boolean;
  /** The fields of an ARN, {@link completed}; policy variables are UNKNOWN. */
  readonly fields?: ArnFields;
  /** Whether it may match some resource with such an ARN (`arn:${Partition}:s3:::${BucketName}`). */
  mayMatch(arn: string): boolean;
  /** Whether, in the regions and accounts that it names, it matches every resource with such an ARN. */
  matchesEveryName(arn: string): boolean;
}

export interface ArnFields {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function resourcePattern(written: AnyText): ResourcePattern {
  const text = rawText(written);
  const masked = text.includes("${") ? text.replace(/\$\{[^}]*\}/g, UNKNOWN) : text;
  const everything = /^\*+$/.test(masked);
  const fields = arnFields(completed(masked));
  if (!fields) {
    const matches = textMatcher(masked, true);
    const mayMatch = (arn: string) => everything || matches(template(arn).text) !== false;
    return { text, everything, mayMatch, matchesEveryName: () => everything };
  }
  const head = literalHead(fields.resource);
  const matchesName = textMatcher(fields.resource, true);
  const mayMatch = (arn: string): boolean => {
    const { fields: wanted, head: wantedHead, bucket } = template(arn);
    if (!wanted || (!head.startsWith(wantedHead) && !wantedHead.startsWith(head))) return false;
    if (!mayBeSame(fields.service, wanted.service) || !mayBeSame(fields.partition, wanted.partition)) return false;
    // A region contains no slash; a name in its place may.
    if (fields.region.includes("/")) return false;
    if (!isPlaceless(fields) && !mayBeSame(fields.region, wanted.region)) return false;
    if (!isOwnedByAws(fields) && !mayBeSame(fields.account, wanted.account)) return false;
    // The name of a bucket contains no slash.
    if (bucket === "itself") return !fields.resource.includes("/");
    if (bucket === "objects" && !/[/*?\uFFFC]/.test(fields.resource)) return false;
    return matchesName(wanted.resource) !== false;
  };
  const matchesEveryName = (arn: string) => mayMatch(arn) && matchesName(template(arn).fields?.resource ?? "") === true;
  return { text, everything, fields, mayMatch, matchesEveryName };
}

/**
 * AWS puts `*` in place of the fields that an ARN lacks: `arn:aws:sqs` is `arn:aws:sqs:*:*:*`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export const completed = (text: string): string =>
  text.startsWith("arn:") ? text + ":*".repeat(Math.max(0, 6 - text.split(":").length)) : text;

/** A global inference profile needs the model in no region: `arn:aws:bedrock:::foundation-model/...`. */
const isPlaceless = ({ service, region }: ArnFields): boolean => service === "bedrock" && region === "";

/** AWS's own documents and parameters have no account: `arn:aws:ssm:us-east-1::document/AWS-RunShellScript`. */
const isOwnedByAws = ({ service, account }: ArnFields): boolean => service === "ssm" && account === "";

/** `undefined` for what has fewer than six fields. */
function arnFields(text: string): ArnFields | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(":");
  if (arn !== "arn" || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}

function mayBeSame(pattern: string, wanted: string): boolean {
  if (pattern === wanted || pattern === "*" || pattern === UNKNOWN) return true;
  if (wanted === UNKNOWN) return pattern !== "";
  if (isKnown(pattern) && !/[*?]/.test(pattern)) return textMatcher(wanted, true)(pattern) !== false;
  return textMatcher(pattern, true)(wanted) !== false;
}

/** The text before the first wildcard. */
const literalHead = (text: string): string => text.split(/[*?\uFFFC]/, 1).join("");

interface Template {
  /** With UNKNOWN for every `${...}` and `*`. */
  readonly text: string;
  readonly fields?: ArnFields;
  readonly head: string;
  readonly bucket?: "itself" | "objects";
}

/** There are about 2,000 in all. */
const template = perText((arn: string): Template => {
  const text = arn.replace(/\$\{[^}]*\}|\*/g, UNKNOWN);
  const fields = arnFields(text);
  const [, rest] = /:::\$\{BucketName\}(.*)$/.exec(arn) ?? [];
  const bucket = rest === undefined ? undefined : rest === "" ? "itself" : "objects";
  return { text, fields, head: literalHead(fields?.resource ?? ""), bucket };
});

/**
 * Whether some of the actions may do something on what the pattern matches. An action without resources is granted on
 * `*`; but AWS checks some list actions on the ARN of the whole collection, so that `role/*` may do as well.
 */
export function fitsAny(pattern: ResourcePattern, actions: readonly CatalogueAction[]): boolean {
  const { everything, text, fields } = pattern;
  if (everything || !text.startsWith("arn:")) return true;
  if (
    fields &&
    ![fields.service, UNKNOWN].some((service) => servicesIn(actions).has(service)) &&
    !/[*?\uFFFC]/.test(fields.service)
  )
    return false;
  const collection = fields !== undefined && /^([\w-]+[/:])?[*/:]*$/.test(fields.resource);
  return actions.some(({ resources, name, level }) => {
    if (resources.some((arn) => pattern.mayMatch(arn))) return true;
    const isUnsure = resources.length === 0 ? collection : level === "Tagging" || name.startsWith(TWO_APIS);
    return isUnsure && fields !== undefined && name.startsWith(`${fields.service}:`);
  });
}

/** The reference lists its two APIs separately; the catalogue has the resources of only one, and not of everything that can be tagged. */
const TWO_APIS = "elasticloadbalancing:";

/** Services of the actions and of the resources that they support: a quick answer for most lists. */
const servicesIn = perObject(
  (actions: readonly CatalogueAction[]) =>
    new Set(
      actions
        .flatMap(({ name, resources }) => [name, ...resources.map((arn) => template(arn).fields?.service ?? "")])
        .map((text) => text.split(":", 1).join("")),
    ),
);
