import { roleArn } from "@openhands-aws/constructs/iam";
import { type AccessModel, type ChainedRole, chainOf, parsePrincipal } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { associatedAccount } from "../../config/identity";
import { accountOf } from "../../stacks/account";
import { deleteAssociation, listAssociations } from "../association-commands";
import { clock } from "../clock";
import type { Step } from "../steps";
import { type Deny, later } from "./deny";

/** The role of OpenHands' own pod, if it has one. */
export interface Pod {
  readonly role: string;
  readonly arn: string;
  /** How long a token that leaked can be exchanged for a session at most, in seconds. */
  readonly tokenSeconds: number;
  /** What stops that at once, as a whole sentence. */
  readonly stop: string;
}

/**
 * Of the token that EKS puts into a pod; it cannot be set.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
const EKS_TOKEN_SECONDS = 86_400;

export function podOf(config: Config): Pod | undefined {
  const { kubernetes } = config;
  if (!kubernetes?.identity) return undefined;
  const { role, tokenSeconds } = kubernetes.identity;
  const arn = roleArn(accountOf(config), role);
  const associated = associatedAccount(config);
  if (!associated)
    return { role, arn, tokenSeconds, stop: `To stop it at once, remove the trust of the role ${role}.` };
  const remove = deleteAssociation(associated, "ID");
  const stop = `To stop it at once, delete the association: ${remove}, with the ID from ${listAssociations(associated)}. The next apply creates it again.`;
  return { role, arn, tokenSeconds: EKS_TOKEN_SECONDS, stop };
}

const tokenEnd = ({ instant }: Deny, { tokenSeconds }: Pod): Date => new Date(instant.getTime() + tokenSeconds * 1000);

/**
 * AWS does not know that a token has leaked: it can be exchanged until it expires, also after the deny's instant. So the
 * first run writes `open`, and one after the token's end moves the instant and writes `final`. After that, a run is about
 * another incident.
 * @param present what the pod's role has now
 */
export function podDeny(present: Deny | undefined, pod: Pod, now: Date): Deny {
  const inTime = present !== undefined && now < tokenEnd(present, pod);
  if (inTime) return present;
  return { instant: later(now), state: present?.state === "open" ? "final" : "open" };
}

/** The pod's role, and those that it leads to. */
export function podChain(model: AccessModel, { role, arn }: Pod): ChainedRole[] {
  const principal = parsePrincipal(arn);
  return [{ name: role, arn, steps: 0, unsure: false }, ...(principal ? chainOf(model, principal) : [])];
}

/** Says until when a token that leaked still works. */
export const tokenStep = (deny: Deny, pod: Pod): Step => ({
  title: "no token from before can be exchanged any more",
  async look() {
    if (deny.state === "final") return { state: "done", evidence: "Every token from before the deny has expired." };
    const end = clock(tokenEnd(deny, pod));
    return {
      state: "skip",
      why: `AWS accepts a token that leaked until it expires, until ${end} at most: run this again after that. ${pod.stop} OpenHands' own pods are cut off, too: restart them. CloudTrail was not asked about the role's sessions.`,
    };
  },
});
