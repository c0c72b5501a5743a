const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
/** 64 bits of nanoseconds. */
const MOST_SECONDS = 9_223_372_036;

/**
 * A duration of whole seconds as Go writes it: `1h` is `1h0m0s`. `undefined` if the text is none, or more than Go holds.
 * @see https://pkg.go.dev/time#Duration.String
 */
export function canonicalDuration(text: string): string | undefined {
  if (text === "0") return "0s";
  if (!/^(?:\d{1,9}[hms])+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ""] of text.matchAll(/(\d+)([hms])/g)) seconds += Number(count) * (SECONDS[unit] ?? 0);
  if (seconds > MOST_SECONDS) return undefined;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${seconds % 60}s`;
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest;
}
