/** In UTC, to the second: `2026-11-28T03:00:00Z` */
export const clock = (date: Date): string => date.toISOString().replace(/\.\d+/, "");
