import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { pinned } from "@openhands-aws/constructs";
import { MOST_PATTERN_CHARACTERS } from "@openhands-aws/constructs/cloudwatch";
import type { Construct } from "constructs";
import type { Audit } from "../../config/audit";
import type { Config } from "../../config/config";
import { deniedWebIdentity, keyReadByStranger, keyUsedFromElsewhere } from "./patterns";
import { BEDROCK, TOKEN_METRICS } from "./token-metrics";

const MINUTES = 60;
const HOUR = 3600;

/** The four alarms, each of which sends a notice. @param events the trail's log group */
export function addAlarms(
  scope: Construct,
  config: Config,
  audit: Audit,
  events: CloudwatchLogGroup,
  topic: string,
): void {
  const { alarms, name, known } = audit;
  const count = (label: string, metric: string, pattern: string) => {
    limitPattern(scope, label, pattern);
    pinned(
      new CloudwatchLogMetricFilter(scope, `${label}-filter`, {
        name: label.replaceAll("_", "-"),
        logGroupName: events.name,
        pattern,
        metricTransformation: { namespace: name, name: metric, value: "1" },
      }),
      label,
    );
  };
  const alarm = (
    label: string,
    alarmDescription: string,
    threshold: number,
    what: Partial<CloudwatchMetricAlarmConfig>,
  ) =>
    pinned(
      new CloudwatchMetricAlarm(scope, `${label}-alarm`, {
        alarmName: `${name}-${label.replaceAll("_", "-")}`,
        alarmDescription,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold,
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        alarmActions: [topic],
        ...what,
      }),
      label,
    );
  const sum = (namespace: string, metricName: string) => ({
    namespace,
    metricName,
    statistic: "Sum",
    period: 5 * MINUTES,
  });

  if (known.addresses.length > 0) count("key_address", "KeyUses", keyUsedFromElsewhere(config, audit));
  count("key_principal", "KeyUses", keyReadByStranger(config, audit));
  alarm(
    "key_use",
    "The Bedrock access key was used from an unknown address, or read by an unknown principal. See docs/audit.md.",
    alarms.keyUses,
    sum(name, "KeyUses"),
  );
  count("denied_web_identity", "DeniedWebIdentities", deniedWebIdentity);
  alarm(
    "denied_web_identity",
    "A token asked for a role that does not accept it. See docs/audit.md.",
    alarms.deniedWebIdentities,
    sum(name, "DeniedWebIdentities"),
  );
  alarm("tokens", "The models took more tokens in an hour than expected. See docs/audit.md.", alarms.tokensPerHour, {
    metricQuery: [
      ...TOKEN_METRICS.map(({ id, metricName }) => ({
        id,
        metric: { namespace: BEDROCK, metricName, stat: "Sum", period: HOUR },
      })),
      {
        id: "tokens",
        label: "Tokens of all models",
        expression: TOKEN_METRICS.map(({ id }) => `FILL(${id}, 0)`).join(" + "),
        returnData: true,
      },
    ],
  });
  alarm(
    "throttles",
    "Bedrock throttled more calls than expected. See docs/audit.md.",
    alarms.throttles,
    sum(BEDROCK, "InvocationThrottles"),
  );
}

const limitPattern = (scope: Construct, label: string, { length }: string) =>
  scope.node.addValidation({
    validate: () =>
      length > MOST_PATTERN_CHARACTERS
        ? [
            `the pattern of aws_cloudwatch_log_metric_filter.${label} is ${length} characters long; CloudWatch accepts ${MOST_PATTERN_CHARACTERS}. Use fewer entries in audit.known, and ranges of addresses that end at a dot (/8, /16, /24).`,
          ]
        : [],
  });
