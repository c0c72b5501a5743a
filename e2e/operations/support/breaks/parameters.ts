import { type Break, USER } from "./break";

export const PARAMETER_BREAKS: readonly Break[] = [
  {
    name: "a parameter is gone",
    fails: ["parameters"],
    why: /There is no parameter bedrock-secret-access-key/,
    break: async ({ ssm, pair }) => {
      const Name = "bedrock-secret-access-key";
      await ssm.deleteParameter({ Name });
      return () => ssm.putParameter({ Name, Type: "SecureString", Value: pair.AWS_SECRET_ACCESS_KEY });
    },
  },
  {
    name: "a parameter is not encrypted",
    fails: ["parameters"],
    why: /bedrock-access-key-id is a String, not a SecureString/,
    break: async ({ ssm, pair }) => {
      const parameter = { Name: "bedrock-access-key-id", Value: pair.AWS_ACCESS_KEY_ID };
      await ssm.deleteParameter({ Name: parameter.Name });
      await ssm.putParameter({ ...parameter, Type: "String" });
      return async () => {
        await ssm.deleteParameter({ Name: parameter.Name });
        await ssm.putParameter({ ...parameter, Type: "SecureString" });
      };
    },
  },
  {
    name: "the pair is torn: the new id with the old secret",
    fails: ["torn-pair", "secret"],
    why: /does not hold the secret of the key in bedrock-access-key-id: a torn pair/,
    break: async (installation) => {
      const { iam, ssm, pair } = installation;
      // A replaced key of which only one parameter was written.
      const { AccessKey } = await iam.createAccessKey(USER);
      const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
      await iam.deleteAccessKey({ ...USER, AccessKeyId: pair.AWS_ACCESS_KEY_ID });
      await ssm.putParameter({ Name: "bedrock-access-key-id", Value: AccessKeyId, Overwrite: true });
      return async () => {
        await ssm.putParameter({ Name: "bedrock-secret-access-key", Value: SecretAccessKey, Overwrite: true });
        installation.adopt({ AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey });
      };
    },
  },
  {
    name: "the parameters hold the key of somebody else",
    fails: ["parameter-key", "torn-pair", "secret"],
    why: /bedrock-access-key-id names AKIA\w+, which is not a key of the user/,
    break: async ({ ssm, pair, launcher }) => {
      const put = async (id: string, secret: string) => {
        await ssm.putParameter({ Name: "bedrock-access-key-id", Value: id, Overwrite: true });
        await ssm.putParameter({ Name: "bedrock-secret-access-key", Value: secret, Overwrite: true });
      };
      await put(launcher.tester.accessKeyId, launcher.tester.secretAccessKey);
      return () => put(pair.AWS_ACCESS_KEY_ID, pair.AWS_SECRET_ACCESS_KEY);
    },
  },
  {
    name: "a setting was changed by hand",
    fails: ["settings"],
    why: /\/openhands\/config\/bucket is another-bucket; exported is openhands-data/,
    break: async ({ ssm, config }) => {
      const Name = "/openhands/config/bucket";
      await ssm.putParameter({ Name, Value: "another-bucket", Overwrite: true });
      return () => ssm.putParameter({ Name, Value: config.runtime.bucket, Overwrite: true });
    },
  },
  {
    name: "a key of Agent Canvas is gone",
    fails: ["canvas-parameters"],
    why: /There is no parameter \/openhands\/canvas\/secret-key/,
    break: async ({ ssm }) => {
      const Name = "/openhands/canvas/secret-key";
      await ssm.deleteParameter({ Name });
      return () => ssm.putParameter({ Name, Type: "SecureString", Value: "again" });
    },
  },
];
