import type { GithubJob } from "../claims/github-job";
import type { ServiceAccount } from "../claims/kubernetes-token";
import type { AwsPrincipal } from "./principal";

/** Who wants to assume a role. */
export type Situation =
  | { readonly kind: "github"; readonly job: GithubJob }
  | {
      readonly kind: "service-account";
      /** Without an issuer: an account of any cluster that a role trusts. */
      readonly account: Omit<ServiceAccount, "issuer"> & Partial<Pick<ServiceAccount, "issuer">>;
    }
  | { readonly kind: "principal"; readonly principal: AwsPrincipal };

/** The action that the roles are checked for. */
export interface ActionQuery {
  /** `s3:PutObject` */
  readonly action: string;
  /** ARN. @default any resource that the role may use it on */
  readonly resource?: string;
}

/** An answer that is not certain is "allowed", and its first reason begins with "cannot be excluded: ". */
export interface Verdict {
  readonly decision: "allowed" | "denied";
  /** At least one. */
  readonly because: readonly string[];
}

/** The answer for one role (or for the principal itself, which may be a user). */
export interface RoleAnswer extends Verdict {
  readonly address: string;
  readonly name: string;
  /** Every statement of the role, in words; none if it cannot be assumed. */
  readonly permissions: readonly string[];
  /** Whether the role may use the action, if one was given and the role can be assumed. */
  readonly wish?: Verdict;
}

const DOUBT = "cannot be excluded: ";

/** The three outcomes of the evaluator as two: what is not known is never treated as safe. */
export function verdict(outcome: "allowed" | "denied" | "unknown", reasons: readonly string[]): Verdict {
  if (outcome !== "unknown") return { decision: outcome, because: reasons };
  const because = reasons.map((reason) => reason.replace(/^unknown: /, DOUBT));
  const [first = "the reason is not known", ...others] = because;
  return { decision: "allowed", because: [first.startsWith(DOUBT) ? first : DOUBT + first, ...others] };
}
