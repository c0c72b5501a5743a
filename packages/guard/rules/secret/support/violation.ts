import type { Location } from "../../../model";
import type { Violation } from "../../../rule";
import type { Literal } from "./literals";

/** AWS's documented examples open nothing, but show where real ones will be written: a warning. */
export const literalViolation = (at: Location, { path, secret }: Literal): Violation => ({
  at,
  message: `${path} holds ${secret.words}`,
  ...(secret.example && { severity: "warning" }),
});
