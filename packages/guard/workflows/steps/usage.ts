import type { Location } from "../../model";
import type { Instance } from "../runs/instance";

/** Whose credentials a step works with. */
export type Holder =
  | { readonly kind: "nobody" }
  /** A session of the role, which may hold UNKNOWN parts. */
  | { readonly kind: "role"; readonly arn: string }
  | { readonly kind: "unknown"; readonly why: string };

/** How somebody asks for a session. */
export type Way =
  | {
      readonly kind: "token";
      /** What the token is asked for; `undefined`: GitHub's default, the URL of the repository's owner. */
      readonly audience?: string;
      /** Whether the job may ask for a token at all. */
      readonly permitted: boolean;
    }
  | { readonly kind: "role"; readonly caller: string; readonly tagged: boolean }
  | { readonly kind: "unknown"; readonly why: string };

/** A step that asks for a session of a role, in one run. */
export interface AssumeRoleCall {
  readonly at: Location;
  readonly instance: Instance;
  /** ARN, or a name alone; as it is known before the run. */
  readonly role: string;
  readonly way: Way;
  /** Seconds. */
  readonly duration?: number;
  readonly sessionName?: string;
}

/** An action of AWS that a step needs, in one run. */
export interface RequiredPermission {
  readonly at: Location;
  readonly instance: Instance;
  readonly holder: Holder;
  readonly action: string;
  readonly resource: string;
  /** `aws s3 sync`, `docker/build-push-action`. */
  readonly by: string;
}

/** Something that cannot be judged, and is said. */
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
