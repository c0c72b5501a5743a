import type { Location } from "../../model";
import type { JobRun } from "../runs/job-runs";

/** The AWS credentials that a step works with. */
export type Credentials =
  | { readonly kind: "none" }
  /** A session of the role, whose ARN may have UNKNOWN parts. */
  | { readonly kind: "role"; readonly arn: string }
  | { readonly kind: "unknown"; readonly why: string };

/** How a call to STS authenticates. */
export type Authentication =
  | {
      readonly kind: "token";
      /** The audience that the OIDC token is requested for; `undefined` for GitHub's default, the URL of the owner. */
      readonly audience?: string;
      /** Whether the job may request a token at all. */
      readonly permitted: boolean;
    }
  | { readonly kind: "role"; readonly caller: string; readonly tagged: boolean }
  | { readonly kind: "unknown"; readonly why: string };

/** A request of a step for a session of a role, in one run. */
export interface AssumeRoleCall {
  readonly at: Location;
  readonly jobRun: JobRun;
  /** ARN or name of the role, as far as it is known before the run. */
  readonly role: string;
  /** The same with its expressions, where the step's inputs name it. */
  readonly written?: string;
  readonly authentication: Authentication;
  /** Seconds. */
  readonly duration?: number;
  readonly sessionName?: string;
}

/** An AWS action that a step needs, in one run. */
export interface RequiredPermission {
  readonly at: Location;
  readonly jobRun: JobRun;
  readonly credentials: Credentials;
  readonly action: string;
  readonly resource: string;
  /** `aws s3 sync`, `docker/build-push-action`. */
  readonly by: string;
}

/** Something that could not be checked, which is reported. */
export interface Note {
  readonly at: Location;
  readonly message: string;
}

/** What the workflows of a repository ask of AWS, in examples of all their runs. */
export interface Usage {
  readonly assumeRoleCalls: readonly AssumeRoleCall[];
  readonly requiredPermissions: readonly RequiredPermission[];
  readonly notes: readonly Note[];
}
