import { UNKNOWN } from "../../text";
import type { AwsCall } from "./arguments";
import { type ActionNeed, needs } from "./need";

/** A side of a copy that is in S3. */
interface Side {
  readonly bucket: string;
  readonly key: string;
}

/**
 * What the high-level commands of `aws s3` need.
 * @returns `undefined` if that is not known
 * @see https://docs.aws.amazon.com/cli/latest/reference/s3/
 */
export function s3Needs({ operation, operands, options }: AwsCall, partition: string): ActionNeed[] | undefined {
  const has = (name: string) => options.has(name);
  const bucketArn = ({ bucket }: Side) => `arn:${partition}:s3:::${bucket}`;
  const objectArn = (side: Side, below: boolean) => {
    const prefix = below && side.key !== "" && !side.key.endsWith("/") ? `${side.key}/` : side.key;
    return `${bucketArn(side)}/${below || prefix === "" || prefix.endsWith("/") ? prefix + UNKNOWN : prefix}`;
  };
  const list = (side: Side) => needs(bucketArn(side), "s3:ListBucket");
  const read = (side: Side, below: boolean) => needs(objectArn(side, below), "s3:GetObject");
  const write = (side: Side, below: boolean) =>
    needs(objectArn(side, below), "s3:PutObject", ...(has("acl") || has("grants") ? ["s3:PutObjectAcl"] : []));
  const remove = (side: Side, below: boolean) => needs(objectArn(side, below), "s3:DeleteObject");

  const [from = "", to = ""] = operands;
  const [source, target] = [sideOf(from), sideOf(to)];
  if (source === "unclear" || target === "unclear") return undefined;
  const deep = has("recursive");
  switch (operation) {
    case "ls":
      return source ? list(source) : from === "" ? needs("*", "s3:ListAllMyBuckets") : undefined;
    case "mb":
      return source && needs(bucketArn(source), "s3:CreateBucket");
    case "rb":
      return (
        source && [
          ...(has("force") ? [...list(source), ...remove(source, true)] : []),
          ...needs(bucketArn(source), "s3:DeleteBucket"),
        ]
      );
    case "presign":
      return [];
    case "rm":
      return source && [...(deep ? list(source) : []), ...(has("dryrun") ? [] : remove(source, deep))];
    case "cp":
    case "mv":
      return [
        ...(source && deep ? list(source) : []),
        ...(has("dryrun")
          ? []
          : [
              ...(source ? read(source, deep) : []),
              ...(target ? write(target, deep) : []),
              ...(source && operation === "mv" ? remove(source, deep) : []),
            ]),
      ];
    case "sync":
      return [
        ...(source ? list(source) : []),
        ...(target ? list(target) : []),
        ...(has("dryrun")
          ? []
          : [
              ...(source ? read(source, true) : []),
              ...(target ? write(target, true) : []),
              ...(target && has("delete") ? remove(target, true) : []),
            ]),
      ];
    default:
      return undefined;
  }
}

/** @returns `undefined` for a local path, "unclear" for an access point or a text that may be either */
function sideOf(text: string): Side | "unclear" | undefined {
  const [, path] = /^s3:\/\/(.*)$/s.exec(text) ?? [];
  if (path === undefined) return text.startsWith(UNKNOWN) ? "unclear" : undefined;
  if (path.startsWith("arn:")) return "unclear";
  const slash = path.indexOf("/");
  // The unknown end of a bucket's name may include a key.
  if (slash < 0) return { bucket: path, key: path.endsWith(UNKNOWN) ? UNKNOWN : "" };
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
