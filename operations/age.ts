const UNITS = [
  ["day", 24 * 60 * 60 * 1000],
  ["hour", 60 * 60 * 1000],
  ["minute", 60 * 1000],
] as const;

/** How long ago, in the largest unit that fits: `3 days`. */
export function ageOf(since: Date | undefined, now: Date): string {
  if (!since) return "an unknown time";
  const milliseconds = now.getTime() - since.getTime();
  for (const [unit, length] of UNITS) {
    const count = Math.floor(milliseconds / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "less than a minute";
}
