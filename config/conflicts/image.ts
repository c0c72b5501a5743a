import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

export function* imageConflicts(file: ConfigFile): Iterable<Problem> {
  const { image, deploy } = file;
  if (image.baseDigest !== undefined && image.base?.includes("@"))
    yield { path: ["image", "baseDigest"], message: "must be left out: image.base has a digest already" };
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
