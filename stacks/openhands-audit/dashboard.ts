import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { pinned } from "@openhands-aws/constructs";
import { invocationId } from "@openhands-aws/constructs/bedrock";
import type { Construct } from "constructs";
import type { Audit } from "../../config/audit";
import type { Config } from "../../config/config";
import { invocationsGroup } from "./names";
import { BEDROCK, TOKEN_METRICS } from "./token-metrics";

const HOUR = 3600;
const DAY = 86_400;

/** Tokens of every model, the estimated cost of those that have a price, and who called which model. */
export function addDashboard(scope: Construct, config: Config, audit: Audit): void {
  const { region } = config.bedrock;
  const graph = (title: string, period: number, metrics: unknown[]) => ({
    type: "metric",
    width: 12,
    height: 6,
    properties: { title, region, stat: "Sum", period, view: "timeSeries", stacked: true, metrics },
  });
  const costs = costMetrics(config, audit);
  const widgets = [
    ...TOKEN_METRICS.map(({ metricName }) => graph(`${metricName} by model`, HOUR, [ofEveryModel(metricName, HOUR)])),
    graph("Calls by model", HOUR, [ofEveryModel("Invocations", HOUR)]),
    graph("Throttled calls by model", HOUR, [ofEveryModel("InvocationThrottles", HOUR)]),
    ...(costs.length > 0 ? [graph("Estimated cost by model, US dollars a day", DAY, costs)] : []),
    {
      type: "log",
      width: 24,
      height: 6,
      properties: { title: "Tokens by caller and model", region, view: "table", query: tokensByCaller(audit) },
    },
  ];
  pinned(
    new CloudwatchDashboard(scope, "dashboard", {
      dashboardName: audit.name,
      dashboardBody: JSON.stringify({ widgets }),
    }),
    "audit",
  );
}

/** Also models that the config does not have: someone may call them. */
const ofEveryModel = (metricName: string, period: number) => [
  { expression: `SEARCH('{${BEDROCK},ModelId} MetricName="${metricName}"', 'Sum', ${period})`, id: "models" },
];

/** For each model that has a price: its metrics, hidden, and the sum of what they cost. */
function costMetrics({ bedrock }: Config, { prices }: Audit): unknown[] {
  return bedrock.models.flatMap((model, index) => {
    const price = prices[model.id];
    if (!price) return [];
    const id = (metric: string) => `${metric}_${index}`;
    const dollars = TOKEN_METRICS.map((metric) => `FILL(${id(metric.id)}, 0) * ${price[metric.price]}`);
    return [
      ...TOKEN_METRICS.map((metric) => [
        BEDROCK,
        metric.metricName,
        "ModelId",
        invocationId(model),
        { id: id(metric.id), visible: false },
      ]),
      [{ id: id("cost"), label: model.id, expression: `(${dollars.join(" + ")}) / 1000000` }],
    ];
  });
}

const tokensByCaller = (audit: Audit) =>
  [
    `SOURCE '${invocationsGroup(audit)}'`,
    "stats sum(input.inputTokenCount) as input, sum(output.outputTokenCount) as output, sum(input.cacheReadInputTokenCount) as cacheRead, sum(input.cacheWriteInputTokenCount) as cacheWrite, count(*) as calls by identity.arn, modelId",
    "sort output desc",
  ].join(" | ");
