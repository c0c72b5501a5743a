import type { GithubJob } from "../claims/github-job";
import type { ServiceAccount } from "../claims/kubernetes-token";
import type { AwsPrincipal } from "./principal";

/** Who asks. */
export type Situation =
  | { readonly kind: "github"; readonly job: GithubJob }
  | {
      readonly kind: "service-account";
      /** Without an issuer: of whichever cluster a role trusts. */
      readonly account: Omit<ServiceAccount, "issuer"> & Partial<Pick<ServiceAccount, "issuer">>;
    }
  | { readonly kind: "principal"; readonly principal: AwsPrincipal };

/** What is asked of the roles. */
export interface ActionQuery {
  /** `s3:PutObject` */
  readonly action: string;
  /** ARN. @default wherever the role may */
  readonly resource?: string;
}

/** An answer that is not certain is "allowed", and its first reason begins with "cannot be excluded: ". */
export interface Verdict {
  readonly decision: "allowed" | "denied";
  /** At least one. */
  readonly because: readonly string[];
}

/** What becomes of one role (or of the principal itself, which may be a user). */
export interface RoleAnswer extends Verdict {
  readonly address: string;
  readonly name: string;
  /** Every statement that it has, in words; none where nobody is let in. */
  readonly permissions: readonly string[];
  /** What becomes of the wish, where one was told and somebody is let in. */
  readonly wish?: Verdict;
}

const DOUBT = "cannot be excluded: ";

/** Three outcomes of the evaluator as two: what is not known is never taken for safe. */
export function verdict(outcome: "allowed" | "denied" | "unknown", reasons: readonly string[]): Verdict {
  if (outcome !== "unknown") return { decision: outcome, because: reasons };
  const because = reasons.map((reason) => reason.replace(/^unknown: /, DOUBT));
  const [first = "it is not known why", ...others] = because;
  return { decision: "allowed", because: [first.startsWith(DOUBT) ? first : DOUBT + first, ...others] };
}
