import { addressTexts, allOf, differs, equals, oneOf } from "@openhands-aws/constructs/cloudwatch";
import { parameterArn, userArn } from "@openhands-aws/constructs/iam";
import type { Audit } from "../../config/audit";
import type { Config } from "../../config/config";
import { storedCredentials } from "../../config/credentials";
import { accountOf } from "../account";

/** AWS's services make these calls for someone, whose own call is another event. */
const BY_SERVICES = ["*.amazonaws.com", "AWS Internal"];

/** Calls with the access key, or with a session that was made with it, from an address that is not known. */
export function keyUsedFromElsewhere(config: Config, { known }: Audit): string {
  const { bedrock, runtime } = config;
  const account = accountOf(config);
  const { partition, id } = account;
  const callers = [
    userArn(account, bedrock.user.path, bedrock.user.name),
    ...(runtime.refresher ? [`arn:${partition}:sts::${id}:assumed-role/${runtime.refresher.role}/*`] : []),
  ];
  return allOf([
    oneOf(callers.map((arn) => equals("userIdentity.arn", arn))),
    ...differs("sourceIPAddress", [...known.addresses.flatMap(addressTexts), ...BY_SERVICES]),
  ]);
}

/**
 * Reads of the access key from the Parameter Store by a principal that is not known. Whichever call reads a SecureString,
 * Systems Manager has KMS decrypt it, and KMS logs one event for each parameter, with its ARN and the caller.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
export function keyReadByStranger(config: Config, { known }: Audit): string {
  const { aws, bedrock } = config;
  // A key that is rolled back, or replaced by the pod's own identity, is there until the stack openhands is applied.
  const names = Object.values(storedCredentials({ bedrock: { ...bedrock, rollback: false, access: "access-key" } }));
  const parameters = names.map((name) => parameterArn(accountOf(config), aws.region, name));
  return allOf([
    equals("eventSource", "kms.amazonaws.com"),
    equals("eventName", "Decrypt"),
    oneOf(parameters.map((arn) => equals("requestParameters.encryptionContext.PARAMETER_ARN", arn))),
    ...differs("userIdentity.arn", known.callers),
  ]);
}

/** Tokens that a role's trust policy does not accept. */
export const deniedWebIdentity = allOf([
  equals("eventName", "AssumeRoleWithWebIdentity"),
  equals("errorCode", "AccessDenied"),
]);
