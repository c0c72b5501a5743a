/**
 * Bedrock's own metrics, which cost nothing: without a dimension of all models, with ModelId of one.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export const BEDROCK = "AWS/Bedrock";

/** What is charged by the token; `price` is its key in `audit.prices`. */
export const TOKEN_METRICS = [
  { id: "input", metricName: "InputTokenCount", price: "input" },
  { id: "output", metricName: "OutputTokenCount", price: "output" },
  { id: "cache_read", metricName: "CacheReadInputTokenCount", price: "cacheRead" },
  { id: "cache_write", metricName: "CacheWriteInputTokenCount", price: "cacheWrite" },
] as const;
