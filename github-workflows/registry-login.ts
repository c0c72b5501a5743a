import { dockerLogin, ecrLogin, type UsesStep, use, type WorkflowStep } from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import { assumeRole } from "./assume-role";

/** Lets docker push to the runtime image's registry. Only the design's registry needs a stored password. */
export function registryLogin(config: Config): WorkflowStep[] {
  const { registry } = config.image;
  if (registry === "ecr" && config.deploy) {
    const { role, session } = config.deploy.build;
    return [assumeRole(config, role, session), logInToEcr(config)];
  }
  return [
    registry === "ghcr"
      ? logIn("ghcr.io", "${{ github.actor }}", "${{ github.token }}")
      : logIn("docker.all-hands.dev", "${{ secrets.DOCKER_USERNAME }}", "${{ secrets.DOCKER_PASSWORD }}"),
  ];
}

/** Lasts twelve hours, with the role that was assumed before. */
export const logInToEcr = ({ aws }: Config): UsesStep =>
  use(ecrLogin, { name: "Log in to ECR", with: { registries: aws.account } });

const logIn = (registry: string, username: string, password: string) =>
  use(dockerLogin, { name: `Log in to ${registry}`, with: { registry, username, password } });
