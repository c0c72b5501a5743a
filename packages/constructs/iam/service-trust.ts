import type { Condition, Trust } from "./statement";

/**
 * Lets an AWS service assume the role.
 * @param service as in `bedrock.amazonaws.com`
 * @param conditions that keep it from doing so on behalf of someone else, where the service supports them
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const serviceTrust = (service: string, conditions: readonly Condition[] = []): Trust => ({
  actions: ["sts:AssumeRole"],
  principal: { type: "Service", arns: [service] },
  ...(conditions.length > 0 && { conditions }),
});
