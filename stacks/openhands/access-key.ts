import { DataAwsIamAccessKeys } from "@cdktf/provider-aws/lib/data-aws-iam-access-keys";
import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { pinned } from "@openhands-aws/constructs";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import type { Rotation } from "../../config/schema/access-key";

/** The design's. */
const KEY = "bedrock_user_key";
/** The second key, during a rotation. */
const NEXT = "bedrock_user_key_next";

/**
 * The user's access key, and during a rotation a second one beside it. Deleting the first and moving the second to its
 * address are two phases: in one plan, Terraform would destroy the key in use and activate the other one again.
 * @returns the key that the parameters hold
 * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
 */
export function addAccessKeys(scope: Construct, { bedrock }: Config, user: IamUser): IamAccessKey {
  const { rotation, status, nextStatus } = bedrock.accessKey;
  const add = (label: string, keyStatus: string, phase?: Rotation) =>
    pinned(
      new IamAccessKey(scope, label, {
        user: user.name,
        status: keyStatus === "Active" ? undefined : keyStatus,
        lifecycle: phase && EARLIER[phase] && { precondition: [isApplied(EARLIER[phase])] },
      }),
      label,
    );
  if (rotation && EARLIER[rotation])
    pinned(new DataAwsIamAccessKeys(scope, "present_keys", { user: bedrock.user.name }), PRESENT);
  if (rotation === undefined) return add(KEY, status);
  if (rotation === "moved") {
    TerraformStack.of(scope).addOverride("moved", [
      { from: `aws_iam_access_key.${NEXT}`, to: `aws_iam_access_key.${KEY}` },
    ]);
    return add(KEY, status, rotation);
  }
  if (rotation !== "deleted") add(KEY, rotation === "disabled" ? "Inactive" : status);
  return add(NEXT, nextStatus, rotation);
}

const PRESENT = "bedrock_user";
const KEYS = `data.aws_iam_access_keys.${PRESENT}.access_keys`;

interface Earlier {
  readonly phase: Rotation;
  /** What is true of the user's keys once that phase is applied, and stays true. */
  readonly condition: string;
}

/** The phase that must be applied before: Terraform plans with what is in AWS, whatever was exported in between. */
const EARLIER: Readonly<Record<Rotation, Earlier | undefined>> = {
  published: undefined,
  disabled: { phase: "published", condition: `length(${KEYS}) == 2` },
  deleted: { phase: "disabled", condition: `length([for key in ${KEYS} : key if key.status == "Active"]) <= 1` },
  moved: { phase: "deleted", condition: `length(${KEYS}) == 1` },
};

const isApplied = ({ phase, condition }: Earlier) => ({
  condition: `\${${condition}}`,
  errorMessage: `The phase ${phase} (bedrock.accessKey.rotation) must be applied before this one. Take this export back, for example with git, and apply the one before.`,
});
