import { createHash } from "node:crypto";
import { credentialParameters } from "../../../config/credentials";
import { type Check, fail, verdict } from "../check";

/** The Secret holds what the parameters hold, by SHA-256. */
export const secret: Check = {
  name: "secret",
  needs: ["aws", "cluster"],
  async run({ account, cluster, config }) {
    const { namespace, externalSecret } = cluster.kubernetes;
    cluster.externalSecretManifest();
    const found = await cluster.secret();
    if (!found) return fail(`There is no Secret ${externalSecret.name} in the namespace ${namespace}.`);
    const problems: string[] = [];
    for (const [key, parameter] of Object.entries(credentialParameters(config))) {
      const held = found.data?.[key];
      const same =
        sha256(Buffer.from(held ?? "", "base64")) === sha256(Buffer.from(await account.credential(parameter)));
      if (held === undefined) problems.push(`The Secret ${externalSecret.name} has no ${key}.`);
      else if (!same)
        problems.push(
          `The Secret ${externalSecret.name} has another ${key} than ${parameter}. Wait for External Secrets.`,
        );
    }
    return verdict(problems, `The Secret ${externalSecret.name} holds what the parameters hold.`);
  },
};

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
