import { isAwsError } from "../../aws/aws-error";
import { type Account, reportedBy } from "../account";
import { type Check, fail, NotApplicable, pass } from "../check";

/** The two parameters hold one key: they are written one after the other, and an interruption leaves a new id with the old secret. */
export const tornPair: Check = {
  name: "torn-pair",
  async run({ account, config }) {
    const { accessKeyIdParameter: id, secretAccessKeyParameter: secret } = config.bedrock;
    try {
      const { Arn } = await account.pairIdentity();
      const user = await reportedBy("user", account.findUser());
      return Arn === user?.Arn
        ? pass(`The key in ${id} and ${secret} works.`)
        : fail(`The key in ${id} and ${secret} belongs to ${Arn}, not to the Bedrock user.`);
    } catch (error) {
      if (!isAwsError(error, "rejected")) throw error;
      if (/SignatureDoesNotMatch|InvalidSignature/.test(error.code))
        return fail(
          `${secret} does not hold the secret of the key in ${id}: a torn pair. Apply the stack openhands again.`,
        );
      if (await isActive(account, id))
        return fail(
          `AWS does not accept the key in ${id}, which is active. A new key needs up to a minute: run this again.`,
        );
      throw new NotApplicable(`AWS does not accept the key that ${id} names (check parameter-key).`);
    }
  },
};

async function isActive(account: Account, parameter: string): Promise<boolean> {
  const id = await account.credential(parameter);
  const keys = await reportedBy("access-keys", account.keys());
  return keys.some(({ AccessKeyId, Status }) => AccessKeyId === id && Status === "Active");
}
