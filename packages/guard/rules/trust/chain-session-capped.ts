import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { rawText } from "../../text";
import { trustsOf } from "./support/trusts";

export const chainSessionCapped: Rule = {
  id: "chain-session-capped",
  area: "trust",
  severity: "info",
  what: "The role's maximum session duration cannot be reached.",
  why: "A role that another role assumes has sessions of at most one hour, whatever max_session_duration says; asking for more fails.",
  fix: "Remove max_session_duration, or have something other than a role assume this role.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining",
  *check(model: AccessModel): Generator<Violation> {
    for (const { role, allows } of trustsOf(model)) {
      const { maxSessionDuration = SESSION_SECONDS.mostChained } = role;
      const members = allows.flatMap(({ statement }) => statement.principals?.members ?? []);
      const chained =
        members.length > 0 &&
        members.every(({ type, id }) => type === "AWS" && /:(role|assumed-role)\//.test(rawText(id)));
      if (!(maxSessionDuration > SESSION_SECONDS.mostChained) || !chained) continue;
      const message = `${role.address} has a max_session_duration of ${maxSessionDuration} s, but only roles can assume it, for at most ${SESSION_SECONDS.mostChained} s.`;
      yield { at: role, message };
    }
  },
};
