import { publishedBase } from "../base-image";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

export function* imageConflicts(file: ConfigFile): Iterable<Problem> {
  const { image, deploy, openhands } = file;
  if (image.base === undefined && publishedBase(file) === undefined)
    yield {
      path: ["image", "base"],
      message: `must be the agent server of OpenHands ${openhands.version}, which is not known here, as in ghcr.io/openhands/agent-server:1.58.2-python; see AGENT_SERVER_IMAGE in its source`,
    };
  if (image.registry !== "ecr") return;
  if (!deploy)
    yield {
      path: ["image", "registry"],
      message: "needs the section deploy, whose stack makes the repository; add it",
    };
  else if (image.repository !== undefined && image.repository !== deploy.registry.repository)
    yield {
      path: ["image", "repository"],
      message: `must be left out with the registry ecr: deploy.registry.repository names it (${deploy.registry.repository})`,
    };
}
