import { REGIONS_OF } from "@openhands-aws/facts/partitions";
import { closest, distance } from "fastest-levenshtein";
import type { Severity } from "../../../rule";
import { folded } from "../../../support/folded";
import { type AnyText, isKnown, rawText, UNKNOWN } from "../../../text";
import { completed } from "./resource-pattern";

export interface ArnProblem {
  /** `"us-esat-1" is not a region of aws`. */
  readonly what: string;
  /** @default error */
  readonly severity?: Severity;
  readonly fix?: string;
}

/** What is wrong with the form of a text of the element Resource; unknown parts are never reported. */
export function arnProblem(text: AnyText): ArnProblem | undefined {
  const masked = rawText(text).replace(/\$\{[^}]*\}/g, UNKNOWN);
  if (/^[*?]*$/.test(masked) && masked !== "") return undefined;
  // Object keys may contain white space.
  if (/^\s|\s$|^[^/]*\s/.test(masked)) return { what: "it contains white space", fix: "Remove the white space." };
  const fields = masked.split(":");
  const [arn = "", partition = "", service = ""] = fields;
  if (arn !== "arn") {
    // A text that begins with an unknown part may be an ARN.
    if (!isKnown(arn)) return undefined;
    return { what: 'it is neither an ARN nor "*"', fix: "Write arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE." };
  }
  return (
    partitionProblem(partition) ??
    (service === "" ? { what: "it names no service" } : undefined) ??
    (fields.length < 6 ? tooShort(masked, fields.length) : fieldsProblem(fields))
  );
}

function fieldsProblem([, partition = "", service = "", region = "", account = "", ...rest]: string[]):
  | ArnProblem
  | undefined {
  const resource = rest.join(":");
  return (
    regionProblem(partition, region) ??
    accountProblem(account) ??
    globalProblem(service, region, account, resource) ??
    resourceProblem(service, resource)
  );
}

const isFixed = (text: string): boolean => isKnown(text) && !/[*?]/.test(text);

function partitionProblem(partition: string): ArnProblem | undefined {
  if ((partition !== "" && !isFixed(partition)) || REGIONS_OF.has(partition)) return undefined;
  const what = partition === "" ? "it names no partition" : `${JSON.stringify(partition)} is not an AWS partition`;
  return { what, fix: `Write arn:aws:..., or another partition: ${folded([...REGIONS_OF.keys()].slice(1))}.` };
}

/** A last field that ends with `*`, or is not known, may stand for the missing fields too. */
function tooShort(text: string, fields: number): ArnProblem | undefined {
  if (/:[\w-]*\*$|\uFFFC$/.test(text)) return undefined;
  const fix = "Keep the colons of empty fields: arn:aws:s3:::BUCKET.";
  const read = text.includes(UNKNOWN) ? "" : `; AWS reads it as ${completed(text)}`;
  return { what: `it has ${fields} fields instead of 6${read}`, fix };
}

function regionProblem(partition: string, region: string): ArnProblem | undefined {
  if (region === "" || !isFixed(region) || !isFixed(partition)) return undefined;
  const regions = REGIONS_OF.get(partition) ?? [];
  if (regions.includes(region)) return undefined;
  const [home] = [...REGIONS_OF].find(([, others]) => others.includes(region)) ?? [];
  if (home) return { what: `${region} is a region of the partition ${home}, not of ${partition}` };
  const meant = region.length > 32 ? "" : closest(region, [...regions]);
  const near = meant !== "" && distance(region, meant) <= 2;
  // Well-formed: it may be newer than the list.
  const severity: Severity = /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? "warning" : "error";
  return {
    what: `${JSON.stringify(region)} is not a region of ${partition}`,
    severity,
    ...(near && { fix: `Did you mean ${meant}?` }),
  };
}

function accountProblem(account: string): ArnProblem | undefined {
  if (account === "" || !isFixed(account) || /^\d{12}$/.test(account)) return undefined;
  // Some resources belong to AWS: arn:aws:iam::aws:policy/ReadOnlyAccess.
  if (/^[a-z][a-z-]*$/.test(account)) return undefined;
  return {
    what: `${JSON.stringify(account)} is not an account id, which has 12 digits`,
    fix: "Write the 12 digits of the account id.",
  };
}

const OTHERS_OF_S3 = /^(accesspoint|access-grants|async-request|job|storage-lens|storage-lens-group)\//;
const GLOBAL = ["iam", "route53", "cloudfront", "organizations", "sts"];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html#security_iam_service-with-iam-id-based-policies-resources */
function globalProblem(service: string, region: string, account: string, resource: string): ArnProblem | undefined {
  if (GLOBAL.includes(service) && region !== "" && isFixed(region))
    return { what: `resources of ${service} have no region`, fix: `Leave the region empty: arn:aws:${service}::...` };
  const isBucket = service === "s3" && isFixed(resource.split("/", 1).join("")) && !OTHERS_OF_S3.test(resource);
  if (isBucket && ((region !== "" && isFixed(region)) || (account !== "" && isFixed(account))))
    return {
      what: "the ARN of a bucket or object has no region and no account",
      fix: `Write arn:aws:s3:::${resource}.`,
    };
  return undefined;
}

function resourceProblem(service: string, resource: string): ArnProblem | undefined {
  if (resource === "") return { what: "it names no resource" };
  if (!resource.includes("//")) return undefined;
  const fix = `Write one slash: ${resource.replace(/\/{2,}/g, "/").replaceAll(UNKNOWN, "...")}.`;
  // The name of a parameter may begin with a slash, but in the ARN that is the slash after "parameter".
  if (service === "ssm" || service === "iam") return { what: "it contains a double slash, so it matches nothing", fix };
  return { what: "it contains a double slash", severity: "warning", fix };
}
