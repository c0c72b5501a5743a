import { InputError } from "@openhands-aws/facts/program-error";
import { testConfig } from "../../tools/test-config";
import { DENY, denyDocument } from "./deny";
import { podOf } from "./pod-deny";
import { proofStep } from "./proof-step";
import { revoke } from "./revoke";
import type { RevokeWorld } from "./world";

const IDENTITY =
  "bedrock: {access: workload-identity}\nkubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}}";
const INSTANT = new Date("2026-11-28T10:00:00Z");
const config = (yaml: string) => testConfig(yaml, "openhands.yaml");
const pod = podOf(config(IDENTITY));

/** There is no user; the pod's role has a deny. */
const world = (yaml: string) =>
  ({
    config: config(yaml),
    account: {
      user: "openhands",
      keys: async () => undefined,
      details: async () => ({
        RoleDetailList: [
          {
            RoleName: pod?.role,
            Arn: pod?.arn,
            AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
            RolePolicyList: [
              {
                PolicyName: DENY,
                PolicyDocument: JSON.stringify(denyDocument({ instant: INSTANT, state: "final" })),
              },
            ],
          },
        ],
      }),
    },
  }) as unknown as RevokeWorld;

const NO_USER = "AKIAIOSFODNN7EXAMPLE cannot be revoked: there is no user openhands in this account.";

it.each([
  [
    "names --all where the pod has an identity",
    IDENTITY,
    `${NO_USER} To cut off the sessions of OpenHands' own pod, use --all.`,
  ],
  ["says no more where it has none", "", NO_USER],
])("refuses a key where there is no user: %s", async (_, yaml, message) =>
  expect(revoke(world(yaml), "AKIAIOSFODNN7EXAMPLE", { yes: true })).rejects.toEqual(new InputError(message)),
);

it("says in its proof that there is no key", async () => {
  const look = await proofStep(world(IDENTITY), { instant: INSTANT, ids: [], isDone: true, pod }).look();
  expect(look).toEqual({
    state: "done",
    evidence: `Read back from AWS and evaluated: there is no access key; every action denied to sessions issued before 2026-11-28T10:00:00Z of ${pod?.arn}; later sessions are not.`,
  });
});
