import { ifThere } from "../../aws/aws-error";
import { type Check, verdict } from "../check";
import { policyDifferences } from "../policy-differences";
import type { World } from "../world";

/** Each managed policy of the stacks exists, and its default version is the exported document. */
export const policies: Check = {
  name: "policies",
  async run(world) {
    const { policies } = world.expected;
    const problems = await Promise.all(policies.map((policy) => problemsOf(world, policy)));
    return verdict(problems.flat(), `The ${policies.length} policies are as exported.`);
  },
};

type ExpectedPolicy = World["expected"]["policies"][number];

async function problemsOf({ account }: World, { name, arn: PolicyArn, document }: ExpectedPolicy): Promise<string[]> {
  const iam = await account.iam();
  const VersionId = (await ifThere(iam.getPolicy({ PolicyArn })))?.Policy?.DefaultVersionId;
  if (!VersionId) return [`There is no policy ${PolicyArn}. Apply its stack.`];
  const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId });
  const actual = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "{}"));
  return policyDifferences(document, actual).map((said) => `Policy ${name}: ${said}`);
}
