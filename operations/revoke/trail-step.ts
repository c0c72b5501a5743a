import { type Step, StepError } from "../steps";
import type { Trail } from "./trail";

/** A trail that cannot be read is a failure, but stops nothing. */
export const trailStep = ({ credentials, failures, notSeen }: Trail): Step => ({
  title: "CloudTrail says what the credentials did",
  async look() {
    if (failures.length > 0) throw new StepError(`Not all of it was looked at: ${failures.join(" ")}`);
    const events = credentials.reduce((sum, credential) => sum + credential.events, 0);
    const sessions = credentials.filter(({ madeBy }) => madeBy).length;
    const evidence = `${count(events, "management event")} of ${count(credentials.length - sessions, "access key")} and ${count(sessions, "session")}. Not looked at: ${notSeen.join("; ")}.`;
    return { state: "done", evidence };
  },
});

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
