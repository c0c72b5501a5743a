import { parseProfile } from "@openhands-aws/facts/inference-profiles";
import { isKnown, UNKNOWN } from "../../text";
import type { AwsCall } from "./arguments";
import { ecrLogin, ecrPublicLogin } from "./ecr";
import { type ActionNeed, type AwsScope, arn, needs } from "./need";
import { s3Needs } from "./s3";

/**
 * What a call of the AWS CLI needs.
 * @returns `undefined` if the operation is not in the table
 */
export function needsOfCall(call: AwsCall, place: AwsScope): ActionNeed[] | undefined {
  const { service, operation, options } = call;
  const asksNothing = service === "" || service === "configure" || options.has("no-sign-request");
  if (asksNothing || service === "help" || operation === "help") return [];
  if (service === "s3") return s3Needs(call, place.partition);
  const name = `${service} ${operation}`;
  return Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name]?.(new Options(options), place) : undefined;
}

class Options {
  constructor(private readonly options: AwsCall["options"]) {}

  /** UNKNOWN if it is not given. */
  one(name: string): string {
    return this.options.get(name)?.[0] ?? UNKNOWN;
  }

  all(name: string): readonly string[] {
    const values = this.options.get(name) ?? [];
    return values.length > 0 ? values : [UNKNOWN];
  }
}

type Needs = (options: Options, place: AwsScope) => ActionNeed[];

const onAny =
  (...actions: string[]): Needs =>
  () =>
    needs("*", ...actions);

const onObject =
  (...actions: string[]): Needs =>
  (options, { partition }) =>
    needs(`arn:${partition}:s3:::${options.one("bucket")}/${options.one("key")}`, ...actions);

const onBucket =
  (...actions: string[]): Needs =>
  (options, { partition }) =>
    needs(`arn:${partition}:s3:::${options.one("bucket")}`, ...actions);

/** A leading slash is not part of the ARN. */
const parameter = (place: AwsScope, name: string): string =>
  name.startsWith("arn:") ? name : arn(place, "ssm", `parameter/${name.replace(/^\//, "")}`);

const onParameter =
  (action: string, option: string): Needs =>
  (options, place) =>
    options.all(option).flatMap((name) => needs(parameter(place, name), action));

const onRepository =
  (...actions: string[]): Needs =>
  (options, place) => {
    const account = options.one("registry-id");
    const owner = account === UNKNOWN ? place : { ...place, account };
    return needs(arn(owner, "ecr", `repository/${options.one("repository-name")}`), ...actions);
  };

/** AWS adds six characters to a secret's name. */
const onSecret =
  (action: string): Needs =>
  (options, place) => {
    const secret = options.one("secret-id");
    return needs(
      secret.startsWith("arn:") ? secret + UNKNOWN : arn(place, "secretsmanager", `secret:${secret}${UNKNOWN}`),
      action,
    );
  };

/** An inference profile uses the model in several regions; both must be allowed. */
const onModel =
  (action: string): Needs =>
  (options, place) => {
    const model = options.one("model-id");
    if (model.startsWith("arn:") || !isKnown(model)) return needs(model.startsWith("arn:") ? model : UNKNOWN, action);
    const profile = parseProfile(model);
    if (profile === undefined)
      return needs(`arn:${place.partition}:bedrock:${place.region}::foundation-model/${model}`, action);
    return [
      ...needs(arn(place, "bedrock", `inference-profile/${model}`), action),
      ...needs(`arn:${place.partition}:bedrock:${UNKNOWN}::foundation-model/${profile.model}`, action),
    ];
  };

/** By service and operation. An operation is added here, and nowhere else; one that is missing is reported. */
const OPERATIONS: Readonly<Record<string, Needs>> = {
  "sts get-caller-identity": onAny("sts:GetCallerIdentity"),
  "sts decode-authorization-message": onAny("sts:DecodeAuthorizationMessage"),
  "ssm get-parameter": onParameter("ssm:GetParameter", "name"),
  "ssm get-parameters": onParameter("ssm:GetParameters", "names"),
  // Only the path is authorized: https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-retrieval-authorization.html
  "ssm get-parameters-by-path": onParameter("ssm:GetParametersByPath", "path"),
  "ssm put-parameter": onParameter("ssm:PutParameter", "name"),
  "ssm delete-parameter": onParameter("ssm:DeleteParameter", "name"),
  "secretsmanager get-secret-value": onSecret("secretsmanager:GetSecretValue"),
  "secretsmanager describe-secret": onSecret("secretsmanager:DescribeSecret"),
  "secretsmanager put-secret-value": onSecret("secretsmanager:PutSecretValue"),
  "ecr get-login-password": () => ecrLogin,
  "ecr get-authorization-token": () => ecrLogin,
  "ecr get-login": () => ecrLogin,
  "ecr describe-images": onRepository("ecr:DescribeImages"),
  "ecr list-images": onRepository("ecr:ListImages"),
  "ecr batch-get-image": onRepository("ecr:BatchGetImage"),
  "ecr put-image": onRepository("ecr:PutImage"),
  "ecr batch-delete-image": onRepository("ecr:BatchDeleteImage"),
  "ecr describe-image-scan-findings": onRepository("ecr:DescribeImageScanFindings"),
  "ecr-public get-login-password": () => ecrPublicLogin,
  "s3api put-object": onObject("s3:PutObject"),
  "s3api get-object": onObject("s3:GetObject"),
  "s3api head-object": onObject("s3:GetObject"),
  "s3api delete-object": onObject("s3:DeleteObject"),
  "s3api list-objects": onBucket("s3:ListBucket"),
  "s3api list-objects-v2": onBucket("s3:ListBucket"),
  "s3api head-bucket": onBucket("s3:ListBucket"),
  "s3api list-buckets": onAny("s3:ListAllMyBuckets"),
  "bedrock list-foundation-models": onAny("bedrock:ListFoundationModels"),
  "bedrock list-inference-profiles": onAny("bedrock:ListInferenceProfiles"),
  "bedrock-runtime invoke-model": onModel("bedrock:InvokeModel"),
  "bedrock-runtime converse": onModel("bedrock:InvokeModel"),
  "bedrock-runtime invoke-model-with-response-stream": onModel("bedrock:InvokeModelWithResponseStream"),
  "bedrock-runtime converse-stream": onModel("bedrock:InvokeModelWithResponseStream"),
  "cloudfront create-invalidation": (options, { partition, account }) =>
    needs(
      `arn:${partition}:cloudfront::${account}:distribution/${options.one("distribution-id")}`,
      "cloudfront:CreateInvalidation",
    ),
};
