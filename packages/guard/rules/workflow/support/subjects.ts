import { githubTokens } from "../../../claims/github-token";
import type { Identity } from "../../../model";
import { literalCodes, matcher, wildcardCodes } from "../../../policy/wildcard";
import type { JudgedWorkflows } from "../../../rule";
import { isKnown, rawText } from "../../../text";
import { githubStatements } from "../../trust/support/github-statements";
import { wantedValues } from "../../trust/support/restrictions";
import { assumeRoleSteps, jobOf, tokenCalls } from "./assume-role-steps";

/** A subject of this repository that a role accepts: the part after `repo:OWNER/NAME:`, in either form. */
export interface TrustedSubject {
  readonly role: Identity;
  /** `ref:refs/heads/main`, `pull_request`, `environment:*`. */
  readonly context: string;
  readonly wildcards: boolean;
}

/** The same part of the subject of a run. */
export interface UsedSubject {
  readonly context: string;
  /** Whether it is an example of others: any branch, an environment that is not known. */
  readonly any: boolean;
}

/** The subjects of the repository that each role accepts, once for both forms. */
export function trustedSubjects({ model, repository }: JudgedWorkflows): TrustedSubject[] {
  const found = new Map<string, TrustedSubject>();
  const ours = new RegExp(`^repo:${escaped(repository.owner)}(?:@\\d+)?/${escaped(repository.name)}(?:@\\d+)?:(.+)$`);
  for (const { trust, restrictions } of githubStatements(model))
    for (const [value, { wildcards }] of wantedValues(restrictions, "sub")) {
      const [, context] = ours.exec(value) ?? [];
      if (context === undefined) continue;
      const { role } = trust;
      found.set([role.root, role.address, context, wildcards].join("\n"), { role, context, wildcards });
    }
  return [...found.values()];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The subjects with which the workflows request a role. A role that is not known may be this one. */
export function usedSubjects(judged: JudgedWorkflows, role: Identity): UsedSubject[] {
  return assumeRoleSteps(judged).flatMap((step) => {
    const { target } = step;
    if (target.kind !== "unknown" && (target.kind !== "role" || target.role !== role)) return [];
    return tokenCalls(step).flatMap((call) => {
      const { environment, run } = call.jobRun;
      return githubTokens(jobOf(judged, call)).tokens.map(({ claims }) => {
        const context = rawText(claims.sub ?? "")
          .split(":")
          .slice(2)
          .join(":");
        const any = !isKnown(context) || (!environment && run.any && context.startsWith("ref:"));
        return { context, any };
      });
    });
  });
}

/** Whether a role accepts a subject that is used. */
export const covers = ({ context, wildcards }: TrustedSubject, used: UsedSubject): boolean =>
  matcher(wildcards ? wildcardCodes(context) : literalCodes(context))(used.context) !== false;
