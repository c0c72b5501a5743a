import { ecrLogin, ecrPublicLogin } from "../../aws/ecr";
import { scopeOf } from "../job-state";
import type { ActionHandler } from "./action-step";

/** @see https://github.com/aws-actions/amazon-ecr-login#inputs */
export const amazonEcrLogin: ActionHandler = ({ name, step, input, env }, job) => {
  const credentials = job.current(step, env);
  job.dockerCredentials = credentials.kind === "none" ? undefined : credentials;
  const isPublic = input("registry-type") === "public";
  job.require(step, name, credentials, isPublic ? ecrPublicLogin : ecrLogin);
  const { account, region } = scopeOf(credentials, env);
  const registry = `${input("registries") || account}.dkr.ecr.${region}.amazonaws.com`;
  job.frame.output(step, { registry: isPublic ? "public.ecr.aws" : registry });
};
