export {
  type Action,
  attest,
  buildPush,
  checkout,
  configureAwsCredentials,
  dockerLogin,
  downloadArtifact,
  ecrLogin,
  setupBuildx,
  setupNode,
  uploadArtifact,
} from "./actions";
export { OidcProvider, type OidcProviderProps } from "./oidc-provider";
export { type GithubRepository, type SubjectContext, subjectsOf, workflowRefsOf } from "./subject";
export { type GithubTrust, githubTrust } from "./trust";
export {
  type Push,
  type RunStep,
  type TokenPermissions,
  type Triggers,
  type UsesStep,
  use,
  type Workflow,
  type WorkflowJob,
  type WorkflowStep,
} from "./workflow";
