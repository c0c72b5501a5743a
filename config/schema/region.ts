import { REGIONS } from "@openhands-aws/facts/partitions";
import { closest } from "fastest-levenshtein";
import { z } from "zod";

/** An AWS region that exists; for a misspelt one, the message suggests the nearest. */
export const Region = z.enum(REGIONS as [string, ...string[]], {
  error: ({ input }) =>
    typeof input === "string"
      ? `is not an AWS region; did you mean ${JSON.stringify(closest(input, REGIONS))}?`
      : "must be the name of an AWS region, such as ap-northeast-1",
});
