import { InputError } from "@openhands-aws/facts/program-error";
import { type AccountDetails, type ChainedRole, readAccount } from "@openhands-aws/guard";
import { type RunOptions, runStep, type Step, type StepResult } from "../steps";
import { userChain } from "./chain";
import type { UserKey } from "./config-lines";
import { configStep, exportStep } from "./config-steps";
import { instantOf } from "./deny";
import { roleDenyStep, userDenyStep } from "./deny-steps";
import { apiKeySteps, keyStep } from "./key-steps";
import { type Pod, podChain, podDeny, podOf, tokenStep } from "./pod-deny";
import { proofStep } from "./proof-step";
import { regionsOf } from "./regions";
import { readTrail, type Trail } from "./trail";
import { trailStep } from "./trail-step";
import { type Found, rolesWithDeny, type UserAccount } from "./user-account";
import type { RevokeWorld } from "./world";

export interface Revoked {
  readonly steps: readonly StepResult[];
  readonly trail?: Trail;
  /** What else to know, in whole sentences. */
  readonly notes?: readonly string[];
}

/**
 * Cuts off a key of the Bedrock user, or all: the source first, then what was made with it. A step that fails stops no
 * other one.
 * @param id `undefined` for all. @throws InputError if it is not a key of the user
 */
export async function revoke(world: RevokeWorld, id: string | undefined, options: RunOptions): Promise<Revoked> {
  const { account, config } = world;
  const steps: StepResult[] = [];
  const run = async (step: Step): Promise<StepResult["status"]> => {
    const result = await runStep(step, options);
    steps.push(result);
    return result.status;
  };
  const see = <T>(title: string, look: () => Promise<T>) => seen(title, look, steps, options);

  const listed = await see("the user's access keys can be listed", async () => asked(world, await account.keys(), id));
  const configured = id === undefined ? podOf(config) : undefined;
  if (listed === "no user")
    return configured
      ? { steps: await revokePod(world, configured, { run, see, steps }) }
      : { steps: [nothing(account)] };
  // Even a key that cannot be seen can be switched off.
  const keys = listed ?? (id === undefined ? [] : [{ id, status: "Active" as const }]);
  const targets = keys.filter((key) => id === undefined || key.id === id);
  const found = await see("the user's deny can be read", () => account.userDeny());

  const statuses: StepResult["status"][] = [];
  for (const key of targets) statuses.push(await run(keyStep(account, key, found)));
  const apiKeys = await see("the user's Bedrock API keys can be listed", () => account.apiKeys());
  for (const step of apiKeys ? apiKeySteps(account, apiKeys) : []) await run(step);
  const edited = listed && (await run(configStep(world, listed, id)));

  // Only the pod's deny is needed first: nothing may delay the user's.
  const early = configured && (await rolesOf(world, see));
  const pod = early && isThere(configured, early) ? configured : undefined;
  const worked = !listed || targets.some(({ status }) => status === "Active");
  const ofPod = pod && podDeny(early?.denies.get(pod.role)?.deny, pod, world.now());
  const ofUser = instantOf(found?.deny, worked, world.now());
  const instant = ofPod && ofPod.instant > ofUser ? ofPod.instant : ofUser;
  const isOff = listed !== undefined && !statuses.includes("FAIL");
  await run(userDenyStep(account, found, { instant, state: isOff ? "final" : "open" }));
  const roles = early ?? (await rolesOf(world, see));
  const chain = union(pod ? podChain(roles.model, pod) : [], userChain(roles.model, roles.details, config));
  for (const role of chain)
    await run(roleDenyStep(account, role, roles.denies.get(role.name), { instant, state: ofPod?.state ?? "final" }));

  await run(exportStep(world, edited !== "TODO"));
  const ids = targets.map((key) => key.id);
  const trail = await readTrail(world.lookUp, ids, regionsOf(config));
  const isDone = !steps.some(({ status }) => status === "TODO" || status === "FAIL");
  await run(proofStep(world, { instant, ids, isDone, pod }));
  if (pod && ofPod) await run(tokenStep(ofPod, pod));
  await run(trailStep(trail));
  return { steps, trail };
}

type See = <T>(title: string, look: () => Promise<T>) => Promise<T | undefined>;

/** @returns `undefined` if it cannot be seen: that is a failed step */
async function seen<T>(title: string, look: () => Promise<T>, steps: StepResult[], options: RunOptions) {
  let found: T | undefined;
  const step: Step = {
    title,
    async look() {
      found = await look();
      return { state: "done", evidence: "" };
    },
  };
  const result = await runStep(step, options);
  if (result.status === "FAIL") steps.push(result);
  return found;
}

/** @throws InputError if there is no such key */
function asked({ account, config }: RevokeWorld, keys: UserKey[] | undefined, id: string | undefined) {
  const { user } = account;
  if (id === undefined) return keys ?? ("no user" as const);
  if (keys?.some((key) => key.id === id)) return keys;
  const all = podOf(config) ? " To cut off the sessions of OpenHands' own pod, use --all." : "";
  if (!keys) throw new InputError(`${id} cannot be revoked: there is no user ${user} in this account.${all}`);
  const named = keys.map((key) => `${key.id} (${key.status})`).join(" and ");
  throw new InputError(
    `${id} is not an access key of the user ${user}. ${named ? `Its keys: ${named}.` : "It has none."}`,
  );
}

const nothing = ({ user }: UserAccount): StepResult => ({
  step: "the user's keys are revoked",
  status: "DONE",
  evidence: `There is no user ${user} in this account: there is nothing to revoke.`,
});

/** What is known of the account's roles. Where it cannot be read, they are those of our own stacks. */
async function rolesOf(world: RevokeWorld, see: See) {
  const details = await see("the roles that the key leads to are known", () => world.account.details());
  const model = details ? readAccount(details) : await world.stacks();
  return { details: details ?? {}, model, denies: details ? rolesWithDeny(details) : new Map<string, Found>() };
}

/** Where there is no user, and no key: the sessions of the pod's own role, and of those that it leads to. */
async function revokePod(world: RevokeWorld, pod: Pod, { run, see, steps }: Running): Promise<readonly StepResult[]> {
  const known = await rolesOf(world, see);
  if (!isThere(pod, known)) return [...steps, nothing(world.account)];
  const { model, denies } = known;
  const deny = podDeny(denies.get(pod.role)?.deny, pod, world.now());
  for (const role of podChain(model, pod)) await run(roleDenyStep(world.account, role, denies.get(role.name), deny));
  const isDone = !steps.some(({ status }) => status === "TODO" || status === "FAIL");
  await run(proofStep(world, { instant: deny.instant, ids: [], isDone, pod }));
  await run(tokenStep(deny, pod));
  return steps;
}

/** It may not be applied yet; what cannot be seen may be there. */
const isThere = ({ role }: Pod, { details }: { readonly details: AccountDetails }): boolean =>
  details.RoleDetailList?.some(({ RoleName }) => RoleName === role) ?? true;

interface Running {
  readonly run: (step: Step) => Promise<StepResult["status"]>;
  readonly see: See;
  readonly steps: readonly StepResult[];
}

const union = (one: readonly ChainedRole[], other: readonly ChainedRole[]): ChainedRole[] => [
  ...one,
  ...other.filter(({ arn }) => !one.some((role) => role.arn === arn)),
];
