import { REGIONS } from "@openhands-aws/facts/partitions";
import { closest } from "fastest-levenshtein";
import { z } from "zod";

/** An AWS region that exists; a misspelt one is told the nearest. */
export const Region = z.enum(REGIONS as [string, ...string[]], {
  error: ({ input }) =>
    typeof input === "string"
      ? `is not an AWS region; did you mean ${JSON.stringify(closest(input, REGIONS))}?`
      : "must be the name of an AWS region, as in ap-northeast-1",
});
