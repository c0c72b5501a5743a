import type { ActionNeed } from "../../aws/need";
import type { ActionHandler, Inputs } from "./action-step";
import { amazonEcrLogin } from "./amazon-ecr-login";
import { configureAwsCredentials } from "./configure-aws-credentials";
import { attestationNeeds, buildNeeds, dockerLogin, dockerMetadata } from "./images";

/** An action that only needs permissions, as a client of ECR. */
const needing =
  (needs: (input: Inputs) => ActionNeed[]): ActionHandler =>
  ({ name, step, input, env }, job) =>
    job.require(step, name, job.dockerCredentials ?? job.current(step, env), needs(input));

/** The actions that are known here, by lower-case name. An action is added here, and nowhere else. */
export const ACTIONS: ReadonlyMap<string, ActionHandler> = new Map([
  ["actions/attest", needing(attestationNeeds)],
  ["actions/attest-build-provenance", needing(attestationNeeds)],
  ["actions/attest-sbom", needing(attestationNeeds)],
  ["actions/github-script", ({ input, env }, job) => job.fetchIdToken(input("script") ?? "", env)],
  ["aws-actions/amazon-ecr-login", amazonEcrLogin],
  ["aws-actions/configure-aws-credentials", configureAwsCredentials],
  ["docker/build-push-action", needing(buildNeeds)],
  ["docker/login-action", dockerLogin],
  ["docker/metadata-action", dockerMetadata],
] satisfies [string, ActionHandler][]);
