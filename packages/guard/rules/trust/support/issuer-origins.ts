import type { AccessModel, Json, Location, Resolved, Resource } from "../../../model";
import { textMatcher } from "../../../policy/wildcard";
import { listAt, memberAt, textAt } from "../../../support/json";
import { resourceAt } from "../../../support/resources";
import { isKnown, type PartialText, partialText, rawText } from "../../../text";

/** Where an address on the Internet is kept. */
export interface Origin {
  /** ARN of a bucket. */
  readonly bucket: PartialText;
  /** What its keys begin with, without a slash at either end. */
  readonly prefix: string;
}

/** For `/.well-known/openid-configuration` of an issuer, and what comes with it. */
const DOCUMENT = "/.well-known/openid-configuration";

/**
 * The buckets behind an issuer: its host is a bucket's own name, or a distribution of CloudFront in front of one.
 * @param url with `https://`, and what it is made of
 */
export function originsOf(model: AccessModel, at: Location, { value, references }: Resolved): Origin[] {
  const text = typeof value === "string" ? rawText(value).replace(/^https:\/\//, "") : "";
  const [host = "", ...rest] = text.split("/");
  const path = rest.join("/").replace(/\/+$/, "");
  if (!isKnown(path)) return [];
  const named = bucketOf(text);
  if (named) return [named];
  const referred = references.flatMap((reference) => resourceAt(model, at, addressOf(reference)) ?? []);
  const buckets = isKnown(host) ? [] : referred.filter(isBucket).map((one) => ({ bucket: arnOf(one), prefix: path }));
  const distributions = isKnown(host)
    ? model.resources.filter((one) => isDistribution(one) && aliasesOf(one).includes(host))
    : referred.filter(isDistribution);
  return [...buckets, ...distributions.flatMap((one) => originsBehind(model, one, path))];
}

const isBucket = ({ type }: Resource): boolean => type === "aws_s3_bucket";
const isDistribution = ({ type }: Resource): boolean => type === "aws_cloudfront_distribution";

const addressOf = (reference: string): string => reference.slice(0, reference.lastIndexOf("."));

const arnOf = (bucket: Resource): PartialText => textAt(bucket.attribute("arn").value);

const aliasesOf = (distribution: Resource): string[] =>
  listAt(distribution.argument("aliases")?.value).map((one) => rawText(textAt(one)));

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const ENDPOINT = "s3(?:[.-](?:dualstack\\.)?[a-z]{2}[a-z0-9-]*-\\d)?\\.amazonaws\\.com(?:\\.cn)?";
const BY_HOST = new RegExp(`^([a-z0-9][a-z0-9.-]+)\\.${ENDPOINT}(?:/(.*))?$`);
const BY_PATH = new RegExp(`^${ENDPOINT}/([a-z0-9][a-z0-9.-]+)(?:/(.*))?$`);

/** A bucket by its own address. */
function bucketOf(text: string): Origin | undefined {
  const [, name, path = ""] = BY_HOST.exec(text) ?? BY_PATH.exec(text) ?? [];
  const partition = text.includes(".amazonaws.com.cn") ? "aws-cn" : "aws";
  return name === undefined
    ? undefined
    : { bucket: partialText`arn:${partition}:s3:::${name}`, prefix: path.replace(/\/+$/, "") };
}

/** The buckets from which a distribution answers for an issuer with this path. */
function originsBehind(model: AccessModel, distribution: Resource, path: string): Origin[] {
  const behaviours = listAt(distribution.argument("ordered_cache_behavior")?.value);
  const asked = path === "" ? DOCUMENT : `/${path}${DOCUMENT}`;
  const serving = [
    ...behaviours.filter((one) => serves(one, asked)),
    ...listAt(distribution.argument("default_cache_behavior")?.value),
  ].map((one) => rawText(textAt(one, "target_origin_id")));
  const origins = distribution.argument("origin");
  return listAt(origins?.value).flatMap((origin): Origin[] => {
    const id = textAt(origin, "origin_id");
    if (isKnown(id) && serving.every(isKnown) && !serving.includes(rawText(id))) return [];
    const prefix = [textAt(origin, "origin_path"), path].map((one) => rawText(one).replace(/^\/|\/$/g, ""));
    const keys = prefix.filter((one) => one !== "").join("/");
    const domain = textAt(origin, "domain_name");
    const named = bucketOf(rawText(domain));
    if (named) return [{ bucket: named.bucket, prefix: keys }];
    // Which of several origins a reference belongs to is not known.
    const referred = (origins?.references ?? []).flatMap(
      (one) => resourceAt(model, distribution, addressOf(one)) ?? [],
    );
    return isKnown(domain) ? [] : referred.filter(isBucket).map((one) => ({ bucket: arnOf(one), prefix: keys }));
  });
}

function serves(behaviour: Json, asked: string): boolean {
  const pattern = rawText(textAt(memberAt(behaviour, "path_pattern")));
  return textMatcher(pattern.startsWith("/") ? pattern : `/${pattern}`, true)(asked) !== false;
}
