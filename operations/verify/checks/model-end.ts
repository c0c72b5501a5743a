import { type Check, verdict } from "../check";

const DAY = 24 * 60 * 60 * 1000;
/** Days: AWS announces an end half a year before. */
const SOON = 90;

/** No model has reached its end of life, or reaches it soon. */
export const modelEnd: Check = {
  name: "model-end",
  needs: [],
  async run({ config, now }) {
    const today = Date.parse(now.toISOString().slice(0, 10));
    const problems = config.bedrock.models.flatMap(({ id, dates: { endOfLife } }) => {
      if (!endOfLife) return [];
      const days = (Date.parse(endOfLife) - today) / DAY;
      if (days <= 0) return `Bedrock has rejected ${id} since ${endOfLife}. Choose another one in bedrock.models.`;
      return days > SOON ? [] : `Bedrock will reject ${id} from ${endOfLife}, in ${days} days. Choose another one.`;
    });
    const all = config.bedrock.models.map(({ id }) => id).join(", ");
    return verdict(problems, `No end is announced within ${SOON} days for ${all}.`);
  },
};
