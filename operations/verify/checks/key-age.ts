import { ageOf } from "../../age";
import { reportedBy } from "../account";
import { type Check, NotApplicable, verdict } from "../check";

const DAY = 24 * 60 * 60 * 1000;

/** No active access key is older than --max-key-age. */
export const keyAge: Check = {
  name: "key-age",
  async run({ account, options, now }) {
    const active = (await reportedBy("access-keys", account.keys())).filter(({ Status }) => Status === "Active");
    if (active.length === 0) throw new NotApplicable("The user has no active access key (check access-keys).");
    const old = active.filter(({ CreateDate = now }) => now.getTime() - CreateDate.getTime() > options.maxKeyAge * DAY);
    return verdict(
      old.map(
        ({ AccessKeyId, CreateDate }) =>
          `${AccessKeyId} is ${ageOf(CreateDate, now)} old, more than ${options.maxKeyAge} days: rotate it.`,
      ),
      `No active key is older than ${options.maxKeyAge} days.`,
    );
  },
};
