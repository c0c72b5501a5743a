import { z } from "zod";

/** A string with a pattern, and the error message for a string that does not match it. */
export const name = (pattern: RegExp, expected: string, max?: number) => {
  const string = z
    .string({
      error: ({ input }) =>
        typeof input === "number" || typeof input === "boolean"
          ? `must be a string (put it in quotes): ${expected}`
          : `must be ${expected}`,
    })
    .regex(pattern, { error: `must be ${expected}` });
  return max
    ? string.max(max, { error: ({ input }) => `is ${String(input).length} characters long; shorten it to ${max}` })
    : string;
};
