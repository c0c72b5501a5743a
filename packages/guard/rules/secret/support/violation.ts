import type { Location } from "../../../model";
import type { Violation } from "../../../rule";
import type { Literal } from "./literals";

/** AWS's documented examples give access to nothing, but show where real ones will be written: a warning. */
export const literalViolation = (at: Location, { path, secret }: Literal): Violation => ({
  at,
  message: `${path} contains ${secret.words}.`,
  ...(secret.example && { severity: "warning" }),
});
