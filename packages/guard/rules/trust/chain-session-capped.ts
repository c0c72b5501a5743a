import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { rawText } from "../../text";
import { trustsOf } from "./support/trusts";

/** Seconds: the longest session of a role that was assumed by a role. */
const CHAINED = 3600;

export const chainSessionCapped: Rule = {
  id: "chain-session-capped",
  area: "trust",
  severity: "info",
  what: "The role's longer sessions are out of reach.",
  why: "A role that is assumed by a role has sessions of at most one hour, whatever max_session_duration says; asking for more fails.",
  fix: "Leave max_session_duration out, or let the role be assumed directly.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining",
  *check(model: AccessModel): Generator<Violation> {
    for (const { role, allows } of trustsOf(model)) {
      const { maxSessionDuration = CHAINED } = role;
      const members = allows.flatMap(({ statement }) => statement.principals?.members ?? []);
      const chained =
        members.length > 0 &&
        members.every(({ type, id }) => type === "AWS" && /:(role|assumed-role)\//.test(rawText(id)));
      if (!(maxSessionDuration > CHAINED) || !chained) continue;
      const message = `${role.address} may have sessions of ${maxSessionDuration} s, but only roles assume it.`;
      yield { at: role, message };
    }
  },
};
