import type { Statement } from "../../../../access/policy/statement";
import { type Matcher, matcher, wildcardCodes } from "../../../../access/policy/wildcard";
import { isKnown, UNKNOWN } from "../../../../access/text";
import type { CatalogueAction } from "../../../catalogue/catalogue";

/** One text of the element Resource, compared with the ARNs that the catalogue gives for an action. */
export interface ResourcePattern {
  /** As written. */
  readonly text: string;
  /** Matches every resource: `*`. */
  readonly everything: boolean;
  /** The fields of an ARN, where it has six; policy variables are UNKNOWN. */
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

const compiled = new WeakMap<Statement, readonly ResourcePattern[]>();

/** The resources of a statement; none for NotResource. */
export function resourcesOf(statement: Statement): readonly ResourcePattern[] {
  const before = compiled.get(statement);
  if (before) return before;
  const { resources } = statement;
  const patterns = resources && !resources.not ? resources.patterns.map(resourcePattern) : [];
  compiled.set(statement, patterns);
  return patterns;
}

export function resourcePattern(text: string): ResourcePattern {
  const masked = text.replace(/\$\{[^}]*\}/g, UNKNOWN);
  const everything = /^\*+$/.test(masked);
  const fields = arnFields(masked);
  if (!fields) {
    const matches = matcher(wildcardCodes(masked));
    const mayMatch = (arn: string) => everything || matches(template(arn).text) !== false;
    return { text, everything, mayMatch, matchesEveryName: () => everything };
  }
  const head = literalHead(fields.resource);
  let names: Matcher | undefined;
  const matchesName: Matcher = (value) => {
    names ??= matcher(wildcardCodes(fields.resource));
    return names(value);
  };
  const mayMatch = (arn: string): boolean => {
    const { fields: wanted, head: wantedHead } = template(arn);
    if (!wanted || !mayBeSame(fields.partition, wanted.partition) || !mayBeSame(fields.service, wanted.service))
      return false;
    if (!isPlaceless(fields) && !mayBeSame(fields.region, wanted.region)) return false;
    if (!isOwnedByAws(fields) && !mayBeSame(fields.account, wanted.account)) return false;
    if (!head.startsWith(wantedHead) && !wantedHead.startsWith(head)) return false;
    if (/:::\$\{BucketName\}$/.test(arn)) return !fields.resource.includes("/");
    if (/:::\$\{BucketName\}\//.test(arn) && !/[/*?\uFFFC]/.test(fields.resource)) return false;
    return matchesName(wanted.resource) !== false;
  };
  const matchesEveryName = (arn: string) => mayMatch(arn) && matchesName(template(arn).fields?.resource ?? "") === true;
  return { text, everything, fields, mayMatch, matchesEveryName };
}

/** A global inference profile asks for the model in no region: `arn:aws:bedrock:::foundation-model/...`. */
const isPlaceless = ({ service, region }: ArnFields): boolean => service === "bedrock" && region === "";

/** AWS's own documents and parameters have no account: `arn:aws:ssm:us-east-1::document/AWS-RunShellScript`. */
const isOwnedByAws = ({ service, account }: ArnFields): boolean => service === "ssm" && account === "";

/** `undefined` for what has fewer than six fields, as `*` and `arn:aws:s3*`. */
function arnFields(text: string): ArnFields | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(":");
  if (arn !== "arn" || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}

function mayBeSame(pattern: string, wanted: string): boolean {
  if (pattern === wanted || pattern === "*" || pattern === UNKNOWN) return true;
  if (wanted === UNKNOWN) return pattern !== "";
  if (isKnown(pattern) && !/[*?]/.test(pattern)) return matcher(wildcardCodes(wanted))(pattern) !== false;
  return matcher(wildcardCodes(pattern))(wanted) !== false;
}

/** What stands before the first wildcard. */
const literalHead = (text: string): string => text.split(/[*?\uFFFC]/, 1).join("");

interface Template {
  /** With UNKNOWN for every `${...}` and `*`. */
  readonly text: string;
  readonly fields?: ArnFields;
  readonly head: string;
}

/** There are about 2,000 in all. */
const templates = new Map<string, Template>();

function template(arn: string): Template {
  const before = templates.get(arn);
  if (before) return before;
  const text = arn.replace(/\$\{[^}]*\}|\*/g, UNKNOWN);
  const fields = arnFields(text);
  const made = { text, fields, head: literalHead(fields?.resource ?? "") };
  templates.set(arn, made);
  return made;
}

/**
 * Whether an action may do anything on what the pattern matches. An action without resources is granted on `*`; but
 * AWS asks for some of those that list on the ARN of the whole collection, so that `role/*` may serve as well.
 */
export function fits(pattern: ResourcePattern, { resources, name }: CatalogueAction): boolean {
  if (pattern.everything || !pattern.text.startsWith("arn:")) return true;
  if (resources.length > 0) return resources.some((arn) => pattern.mayMatch(arn));
  const [service] = name.split(":", 1);
  const { fields } = pattern;
  return fields !== undefined && fields.service === service && /^([\w-]+[/:])?[*/:]*$/.test(fields.resource);
}
