export {
  type Action,
  attest,
  buildPush,
  checkout,
  configureAwsCredentials,
  dockerLogin,
  ecrLogin,
  setupBuildx,
} from "./actions";
export { OidcProvider, type OidcProviderProps } from "./oidc-provider";
export { type Repository, type Run, subjectsOf } from "./subject";
export { type GithubTrust, githubTrust } from "./trust";
export {
  type Job,
  type Permissions,
  type Push,
  type RunStep,
  type Step,
  type Triggers,
  type UsesStep,
  use,
  type Workflow,
} from "./workflow";
