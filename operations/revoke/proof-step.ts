import { chainOf, parsePrincipal, readAccount, sessionsIssuedBefore } from "@openhands-aws/guard";
import { clock } from "../clock";
import { type Step, StepError } from "../steps";
import { userArnOf } from "./chain";
import type { Pod } from "./pod-deny";
import type { RevokeWorld } from "./world";

interface Proven {
  readonly instant: Date;
  /** The keys that were to be revoked. */
  readonly ids: readonly string[];
  /** OpenHands' own, if its sessions are cut off, too. */
  readonly pod?: Pod;
  /** Whether everything before is done. */
  readonly isDone: boolean;
}

/** IAM shows a change after some seconds only. */
const ATTEMPTS = 4;
const PAUSE = 2000;

/** Over the policies as they then are in AWS: nothing that was issued before the instant works, and what is issued later may. */
export const proofStep = (world: RevokeWorld, { instant, ids, isDone, pod }: Proven): Step => ({
  title: "nothing issued before still works",
  async look() {
    if (!isDone) return { state: "skip", why: "It can be proven only once every step before it is done." };
    for (let attempt = 1; ; attempt++) {
      const { problems, evidence } = await proof(world, instant, ids, pod);
      if (problems.length === 0) return { state: "done", evidence };
      if (attempt === ATTEMPTS) throw new StepError(`${problems.join(" ")} Run this again in a minute.`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  },
});

async function proof({ account, config }: RevokeWorld, instant: Date, ids: readonly string[], pod?: Pod) {
  const keys = await account.keys();
  const active = (keys ?? []).filter(({ id, status }) => ids.includes(id) && status === "Active");
  const details = await account.details();
  const model = readAccount(details);
  const sources = [...(keys ? [userArnOf(details, config)] : []), ...(pod ? [pod.arn] : [])];
  const reached = sources.flatMap((arn) => [arn, ...chainOf(model, principalOf(arn)).map((role) => role.arn)]);
  const principals = [...new Set(reached)];
  const works = principals.filter((arn) => sessionsIssuedBefore(model, principalOf(arn), instant) === "works");
  const problems = [
    ...active.map(({ id }) => `The access key ${id} is still active.`),
    ...works.map((arn) => `Sessions of ${arn} from before may still work.`),
  ];
  const at = clock(instant);
  const said = ids.length > 0 ? `${ids.join(" and ")} inactive` : "there is no access key";
  const evidence = `Read back from AWS and evaluated: ${said}; every action denied to sessions issued before ${at} of ${principals.join(", ")}; later sessions are not.`;
  return { problems, evidence };
}

function principalOf(arn: string) {
  const principal = parsePrincipal(arn);
  if (!principal) throw new StepError(`${arn} is not the ARN of a user or role.`);
  return principal;
}
