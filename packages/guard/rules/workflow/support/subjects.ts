import { githubTokens } from "../../../claims/github-token";
import type { Identity } from "../../../model";
import { literalCodes, matcher, wildcardCodes } from "../../../policy/wildcard";
import type { JudgedWorkflows } from "../../../rule";
import { isKnown, rawText } from "../../../text";
import { githubStatements } from "../../trust/support/github-statements";
import { wantedValues } from "../../trust/support/restrictions";
import { askedOf, jobOf, withToken } from "./asked";

/** What a role lets in of this repository: the part of a subject behind `repo:OWNER/NAME:`, in either form. */
export interface LetIn {
  readonly role: Identity;
  /** `ref:refs/heads/main`, `pull_request`, `environment:*`. */
  readonly context: string;
  readonly wildcards: boolean;
}

/** What runs ask with. */
export interface AskedWith {
  readonly context: string;
  /** Whether it stands for others like it: any branch, an environment that is not known. */
  readonly any: boolean;
}

/** What each role lets in of the repository, once for both forms. */
export function letIn({ model, repository }: JudgedWorkflows): LetIn[] {
  const found = new Map<string, LetIn>();
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

/** What the workflows ask a role with; also those whose role is not known, since it may be any. */
export function askedWith(judged: JudgedWorkflows, role: Identity): AskedWith[] {
  return askedOf(judged).flatMap((asked) => {
    const { target } = asked;
    if (target.kind !== "unknown" && (target.kind !== "role" || target.role !== role)) return [];
    return withToken(asked).flatMap((asking) => {
      const { environment, run } = asking.instance;
      return githubTokens(jobOf(judged, asking)).tokens.map(({ claims }) => {
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

/** Whether what a role lets in is what is asked with. */
export const fits = ({ context, wildcards }: LetIn, asked: AskedWith): boolean =>
  matcher(wildcards ? wildcardCodes(context) : literalCodes(context))(asked.context) !== false;
