import { isAwsError } from "../../aws/aws-error";
import { reportedBy } from "../account";
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
      throw new NotApplicable(`AWS does not accept the key that ${id} names (check parameter-key).`);
    }
  },
};
