import { once } from "../support/memo";
import { readable } from "../text";
import { shown } from "./context";
import { allowed, applies, type Layer, type Layers, type Verdict } from "./layer";
import { isNamed } from "./principal";
import type { Decision, Reason, Request } from "./request";
import { requesterName } from "./requester";
import type { Ternary } from "./ternary";

/** Puts a decision into words, with the statements and conditions that led to it. */
export function explain(outcome: Decision["outcome"], explicit: boolean, request: Request, layers: Layers): Decision {
  const because = once(() =>
    (explicit ? explicitDenials : REASONS[outcome])(request, layers).map(
      (reason): Reason => ({ ...reason, text: `${outcome}: ${reason.text}` }),
    ),
  );
  // Tens of thousands of decisions are made whose reasons nobody reads.
  return {
    outcome,
    explicit,
    get because() {
      return because();
    },
  };
}

type Explain = (request: Request, layers: Layers) => Reason[];

const REASONS: Record<Decision["outcome"], Explain> = {
  allowed: (request, { identity, resource }) => {
    const granting = [identity, resource].flatMap((one) => one?.allows ?? []).filter((one) => applies(one) === true);
    const reasons = granting.map((verdict) => stated(verdict, `allows ${what(request)}${held(verdict)}`));
    return reasons.length > 0
      ? reasons
      : [{ text: `${requesterName(request.requester)} can permit its principals everything` }];
  },
  denied: missing,
  unknown: (request, layers) => {
    const undecided = present(layers).flatMap(([, one]) =>
      [...one.denies, ...one.allows].filter((v) => applies(v) === "unknown"),
    );
    const reasons = undecided.flatMap((verdict) => doubts(verdict).map((doubt) => stated(verdict, doubt)));
    if (reasons.length > 0) return reasons;
    const open = layers.resource ? "whether both are in the same account" : "the policy of the resource";
    return [{ text: `${what(request)}: ${open} is not known` }];
  },
};

const explicitDenials: Explain = (request, layers) =>
  present(layers)
    .flatMap(([, { denies }]) => denies)
    .filter((verdict) => applies(verdict) === true)
    .map((verdict) => stated(verdict, `explicitly denies ${what(request)}${held(verdict)}`));

const NAMES: Record<keyof Layers, string> = {
  identity: "identity policy",
  boundary: "permissions boundary",
  session: "session policy",
  resource: "resource policy",
};

const present = (layers: Layers) =>
  (Object.keys(NAMES) as (keyof Layers)[]).flatMap((name): [keyof Layers, Layer][] => {
    const one = layers[name];
    return one ? [[name, one]] : [];
  });

/** Why nothing allows the request: the conditions that failed in statements that otherwise match, by kind of policy. */
function missing(request: Request, layers: Layers): Reason[] {
  const reasons = present(layers).flatMap(([name, one]): Reason[] => {
    if (allowed(one) === true || (name === "identity" && request.requester.kind === "account")) return [];
    const failed = one.allows.filter((verdict) => verdict.applies === false);
    if (failed.length > 0) return failed.flatMap(failures);
    const among = one.policies.length > 0 ? ` (${one.policies.map(({ label }) => label).join(", ")})` : "";
    const to = name === "resource" ? ` for ${requesterName(request.requester)}` : "";
    return [{ text: `no ${NAMES[name]}${among} allows ${what(request)}${to}` }];
  });
  if (reasons.length > 0) return reasons;
  return [
    { text: `the session of ${requesterName(request.requester)} has no session policy, so it has no permissions` },
  ];
}

const failures = (verdict: Verdict): Reason[] => conditions(verdict, false).map((words) => stated(verdict, words));

function doubts(verdict: Verdict): string[] {
  const { statement, asked, naming } = verdict;
  const doubt: string[] = [];
  if (statement.action.matches(asked.action) === "unknown") doubt.push("it is not known whether the action matches");
  if (statement.resource(asked.resource, asked.context) === "unknown")
    doubt.push("it is not known whether the resource matches");
  if (isNamed(naming) === "unknown") doubt.push("it is not known whether the principal matches");
  return [...doubt, ...conditions(verdict, "unknown")];
}

const held = (verdict: Verdict): string =>
  verdict.statement.conditions.length === 0 ? " without conditions" : `: ${conditions(verdict, true).join("; ")}`;

/** Its conditions with this result, in words. */
const conditions = ({ statement, asked: { context } }: Verdict, result: Ternary): string[] =>
  statement.conditions.filter((one) => one.decide(context) === result).map((one) => one.words(context));

const what = ({ action, resource }: Request): string => `${readable(action)} on ${shown(resource).slice(1, -1)}`;

const stated = ({ statement }: Verdict, text: string): Reason => ({
  text: `${text} (${statement.policy}, ${statement.label})`,
  policy: statement.policy,
  statement: statement.index,
});
