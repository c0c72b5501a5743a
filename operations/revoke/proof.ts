import { type AccessModel, parsePrincipal, sessionsIssuedBefore } from "@openhands-aws/guard";

/**
 * @param arns of the user and of the roles, as they are in the account
 * @returns those with which a session from before the instant may still work
 */
export const stillWorking = (model: AccessModel, arns: readonly string[], instant: Date): string[] =>
  arns.filter((arn) => outcomeOf(model, arn, instant) === "works");

/** @returns those that deny sessions from after the instant as well */
export const deniedForever = (model: AccessModel, arns: readonly string[], instant: Date): string[] =>
  arns.filter((arn) => outcomeOf(model, arn, instant) === "all-cut");

function outcomeOf(model: AccessModel, arn: string, instant: Date) {
  const principal = parsePrincipal(arn);
  return principal ? sessionsIssuedBefore(model, principal, instant) : "works";
}
