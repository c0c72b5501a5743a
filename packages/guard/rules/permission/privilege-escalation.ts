import { serviceOf } from "../../policy/action-list";
import type { Statement } from "../../policy/statement";
import type { Rule, Severity } from "../../rule";
import { known, rawText } from "../../text";
import { isEveryAction } from "./support/action-pattern";
import { inAccount, inAnyAccount } from "./support/any-account";
import { decide, type Holder, holdersOf } from "./support/holder";
import { placedStatements } from "./support/placed-statement";
import { capitalized, listed } from "./support/quoted";
import { type Need, TECHNIQUES, type Technique } from "./support/techniques";

export const privilegeEscalation: Rule = {
  id: "privilege-escalation",
  area: "permission",
  severity: "error",
  what: "A principal can give itself permissions that it was not granted.",
  why: "Anyone who obtains these credentials (a leaked key, a prompt-injected agent) can become an administrator or act as another identity.",
  fix: "Name the roles, users and policies that it may change or pass, and set iam:PassedToService or a permissions boundary.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  *check(model) {
    for (const holder of holdersOf(model)) {
      if (isAdministrator(holder)) continue;
      const ways = waysOf(holder);
      for (const severity of ["error", "warning"] as const) {
        const found = ways.filter((way) => way.severity === severity && !isCovered(way, ways));
        if (found.length > 0)
          yield { at: holder.at, message: words(holder, found), severity: severity satisfies Severity };
      }
    }
  },
};

/** A principal that may do everything already is reported by another rule. */
const isAdministrator = ({ documents }: Holder): boolean =>
  documents.some(({ statements }) =>
    statements.some(
      ({ effect, actions, resources, conditions }) =>
        effect === "Allow" &&
        conditions.length === 0 &&
        !actions.not &&
        actions.patterns.some(isEveryAction) &&
        resources?.not === false &&
        resources.patterns.some((pattern) => known(pattern) === "*"),
    ),
  );

const servicesOf = ({ needs }: Technique): string => [...new Set(needs.map(({ action }) => serviceOf(action)))].join();

/** Most holders have no permission in most of these services, which rules out all their techniques at once. */
const BY_SERVICES: readonly (readonly [services: readonly string[], techniques: readonly Technique[]])[] = [
  ...new Set(TECHNIQUES.map(servicesOf)),
].map((key) => [key.split(","), TECHNIQUES.filter((technique) => servicesOf(technique) === key)]);

function waysOf(holder: Holder): Technique[] {
  const allowing = holder.documents.flatMap(placedStatements).filter(({ statement }) => statement.effect === "Allow");
  const names = (service: string) => allowing.some(({ actions }) => actions.services?.has(service) !== false);
  const candidates = BY_SERVICES.flatMap(([services, techniques]) => (services.every(names) ? techniques : []));
  if (candidates.length === 0) return [];
  const open = allowing.filter(({ statement }) => isOpen(statement));
  // Most have no such action, or have it only on resources with a name: that decides it without evaluating.
  const mayBeMet = ({ action, target }: Need) =>
    (target === "self" ? allowing : open).some(({ actions }) => actions.matches(action) !== false);
  return candidates.filter(({ needs }) => needs.every(mayBeMet) && needs.every((need) => isMet(need, holder)));
}

const isOpen = ({ resources }: Statement): boolean =>
  resources?.not === true || resources?.patterns.some((pattern) => /[*?$]/.test(rawText(pattern))) === true;

/** As if it were signed in with a second factor, over TLS: neither stops anyone who has the credentials. */
const CONTEXT = { "aws:MultiFactorAuthPresent": "true", "aws:SecureTransport": "true" };

function isMet({ action, target, context }: Need, holder: Holder): boolean {
  const resource = resourceOf(target, action, holder);
  if (resource === undefined) return false;
  const known = { ...CONTEXT, ...context };
  const arn = inAccount(holder.requester.arn);
  const someone = { ...holder, requester: { ...holder.requester, arn } };
  return decide(someone, { action, resource, known }, inAnyAccount) === "allowed";
}

function resourceOf(target: string, action: string, { requester, boundary }: Holder): string | undefined {
  if (target === "*" || target.startsWith("arn:")) return target;
  if (target !== "self") {
    const [service, region, ...name] = target.split(":");
    return inAccount(`arn:aws:${service}:${region}::${name.join(":")}`);
  }
  // A role cannot be changed as a user is; and a holder without a boundary has none to remove.
  if (!rawText(requester.arn).includes(action.includes("user") ? ":user/" : ":role/")) return undefined;
  return action.includes("boundary") && !boundary ? undefined : inAccount(requester.arn);
}

/** Passing roles is not a finding of its own when there is also a service to pass them to. */
const isCovered = ({ needs, severity }: Technique, ways: readonly Technique[]): boolean =>
  severity === "warning" &&
  needs.some(({ action }) => action === "iam:passrole") &&
  ways.some((way) => way.severity === "error" && way.needs.some(({ action }) => action === "iam:passrole"));

const MOST = 3;

function words({ name }: Holder, ways: readonly Technique[]): string {
  const unique = [...new Map(ways.map((way) => [way.can, way])).values()];
  const told = unique.slice(0, MOST).map(({ can, needs }) => `${can} (${listed(needs.map((need) => need.name))})`);
  const more = unique.length - MOST;
  const rest = more > 0 ? `, and in ${more} more ${more === 1 ? "way" : "ways"}` : "";
  return `${capitalized(name)} can ${told.join("; ")}${rest}.`;
}
