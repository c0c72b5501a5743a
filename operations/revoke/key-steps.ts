import type { Step } from "../steps";
import type { UserKey } from "./config-lines";
import type { Found, UserAccount } from "./user-account";

/** A key, also one that cannot be seen. */
type Target = Pick<UserKey, "id" | "status"> & Partial<UserKey>;

/** @param deny what the user has now: if its instant counts as final, that ends before the key is switched off */
export const keyStep = (account: UserAccount, { id, status, created }: Target, deny: Found | undefined): Step => ({
  title: `access key ${id} is inactive`,
  async look() {
    const made = created ? `It was made on ${created.toISOString().slice(0, 10)}.` : "Its age is not known.";
    if (status === "Inactive") return { state: "done", evidence: `AWS says Inactive. ${made}` };
    return {
      state: "todo",
      will: `Switch ${id} off in AWS. ${made} It never comes back.`,
      async do() {
        // Stopped after the key and before the deny, the next run would otherwise keep an instant at which the key worked.
        // That the key is off matters more: if this fails, so will the deny, which says why.
        if (deny?.deny?.state === "final")
          await account.denyUser({ instant: deny.deny.instant, state: "open" }).catch(() => undefined);
        await account.switchOff(id);
        return "Switched off in AWS.";
      },
    };
  },
});

/** Bedrock's own API keys of the user: they work whether or not the access key does. */
export function apiKeySteps(account: UserAccount, keys: readonly { id: string; status: string }[]): Step[] {
  if (keys.length === 0)
    return [
      {
        title: "Bedrock API keys are inactive",
        look: async () => ({ state: "done", evidence: `The user ${account.user} has none.` }),
      },
    ];
  return keys.map(({ id, status }) => ({
    title: `Bedrock API key ${id} is inactive`,
    async look() {
      if (status === "Inactive") return { state: "done", evidence: "AWS says Inactive." };
      return {
        state: "todo",
        will: `Switch ${id} off in AWS.`,
        async do() {
          await account.switchOffApiKey(id);
          return "Switched off in AWS.";
        },
      };
    },
  }));
}
