import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { pinned } from "@openhands-aws/constructs";
import type { NoticeTopic } from "@openhands-aws/constructs/sns";
import type { Construct } from "constructs";
import type { Audit } from "../../config/audit";

/** The month's cost, which credits and refunds do not hide. */
export function addBudget(scope: Construct, { name, budget }: Audit, topic: NoticeTopic): void {
  const notice = (notificationType: string, threshold: number) => ({
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
    comparisonOperator: "GREATER_THAN",
    subscriberSnsTopicArns: [topic.arn],
  });
  pinned(
    new BudgetsBudget(scope, "budget", {
      name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(budget.monthlyUsd),
      limitUnit: "USD",
      costTypes: { includeCredit: false, includeRefund: false },
      costFilter: budget.services.length > 0 ? [{ name: "Service", values: [...budget.services] }] : undefined,
      notification: [notice("ACTUAL", budget.actualPercent), notice("FORECASTED", budget.forecastPercent)],
      dependsOn: [topic.policy],
    }),
    "audit",
  );
}
