import { z } from "zod";
import { ImageDigest, ImagePath, RepositoryFolder, TaggedImage } from "../names";

export const REGISTRIES = ["design", "ghcr", "ecr"] as const;

export const Image = z
  .strictObject({
    registry: z
      .enum(REGISTRIES)
      .optional()
      .describe(
        "Where the image is pushed to and pulled from. design: docker.all-hands.dev, with a password. ghcr: GitHub's, with the workflow's own token; a public package can be pulled without a login. ecr: the registry of the stack openhands-deploy; the nodes need a login of their own. Default: ghcr when hardened, design as designed.",
      ),
    repository: ImagePath.optional().describe(
      "The image's name in the registry. Default: all-hands-ai/runtime (design), OWNER/openhands-runtime of the first repository's owner (ghcr), deploy.registry.repository (ecr, where no other is possible).",
    ),
    base: TaggedImage.optional().describe(
      "The OpenHands image on which the runtime image is built. Default: the one published with openhands.version, docker.all-hands.dev/all-hands-ai/runtime:0.27-nikolaik; required for a 1.x release that openhands-aws does not know.",
    ),
    baseDigest: ImageDigest.optional().describe(
      "Pins the base: docker buildx imagetools inspect BASE --format '{{.Manifest.Digest}}'. Default: none; the tag's current content is used.",
    ),
    context: RepositoryFolder.default("docker/openhands-runtime").describe(
      "The folder with a copy of this package's docker/openhands-runtime, in the repository whose workflow builds the image.",
    ),
  })
  .describe("The runtime image. As designed it is the design's docker.all-hands.dev/all-hands-ai/runtime:0.27-aws.");
