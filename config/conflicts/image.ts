import { publishedBase } from "../base-image";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

export function* imageConflicts(file: ConfigFile): Iterable<Problem> {
  const { image, deploy, openhands } = file;
  if (image.base === undefined && publishedBase(file) === undefined)
    yield {
      path: ["image", "base"],
      message: `must be the agent server's image of OpenHands ${openhands.version}, such as ghcr.io/openhands/agent-server:1.58.2-python; openhands-aws does not know it, see AGENT_SERVER_IMAGE in OpenHands' source`,
    };
  if (image.registry !== "ecr") return;
  if (!deploy)
    yield {
      path: ["image", "registry"],
      message: "needs the section deploy, whose stack creates the repository; add it",
    };
  else if (image.repository !== undefined && image.repository !== deploy.registry.repository)
    yield {
      path: ["image", "repository"],
      message: `must be left out with the registry ecr: deploy.registry.repository names it (${deploy.registry.repository})`,
    };
}
