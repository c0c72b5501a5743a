import { ageOf } from "../../age";
import { reportedBy } from "../account";
import { type Check, fail, pass } from "../check";
import type { World } from "../world";

/** The user has as many access keys as are exported, with their statuses; says when each was last used. */
export const accessKeys: Check = {
  name: "access-keys",
  async run(world) {
    const { account, expected, config } = world;
    const keys = await account.keys();
    const iam = await account.iam();
    const described = await Promise.all(
      keys.map(async ({ AccessKeyId = "", Status, CreateDate }) => {
        const { AccessKeyLastUsed: use } = await iam.getAccessKeyLastUsed({ AccessKeyId });
        const last = use?.LastUsedDate
          ? `last used ${ageOf(use.LastUsedDate, world.now)} ago for ${use.ServiceName} in ${use.Region}`
          : "no use known yet";
        return { id: AccessKeyId, said: `${AccessKeyId} is ${Status}, ${ageOf(CreateDate, world.now)} old, ${last}` };
      }),
    );
    const all = `${described.map(({ said }) => said).join("; ")}.`;
    const exported = expected.accessKeys.filter(({ user }) => user === config.bedrock.user.name);
    if (keys.length === 0) return exported.length === 0 ? pass("No access key is exported.") : fail(NONE);
    const statuses = (list: readonly (string | undefined)[]) => list.toSorted().join(" and ");
    if (keys.length > exported.length) return fail(`${await unknown(world, keys.length, exported.length)} ${all}`);
    const [found, wanted] = [
      statuses(keys.map(({ Status }) => Status)),
      statuses(exported.map(({ status }) => status)),
    ];
    return found === wanted ? pass(all) : fail(`Exported is ${wanted}, the user's keys are ${found}: ${all}`);
  },
};

const NONE = "The user has no access key. Apply the stack openhands.";

/** Names the keys that nobody knows: not the one in the parameters. */
async function unknown({ account, config }: World, count: number, exported: number): Promise<string> {
  const used = (await reportedBy("parameters", account.credentials())).get(config.bedrock.accessKeyIdParameter)?.value;
  const others = (await account.keys()).filter(({ AccessKeyId }) => AccessKeyId !== used);
  const named = others.map(({ AccessKeyId }) => AccessKeyId).join(" and ");
  return `The user has ${count} access keys, exported: ${exported}. Unknown is ${named}: find out who made it, and disable it.`;
}
