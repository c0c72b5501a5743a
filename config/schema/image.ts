import { z } from "zod";
import { ImageDigest, ImagePath, RepositoryFolder, TaggedImage } from "../names";

export const REGISTRIES = ["design", "ghcr", "ecr"] as const;

export const Image = z
  .strictObject({
    registry: z
      .enum(REGISTRIES)
      .optional()
      .describe(
        "Where the image is pushed to and pulled from. design: docker.all-hands.dev, with a password. ghcr: GitHub's, with the workflow's own token; a public package is pulled without a login. ecr: the registry of the stack openhands-deploy; the nodes need a login of their own. Default: ghcr when hardened, design as designed.",
      ),
    repository: ImagePath.optional().describe(
      "The image's name in the registry. Default: all-hands-ai/runtime (design), OWNER/openhands-runtime of the first repository's owner (ghcr), deploy.registry.repository (ecr, and no other).",
    ),
    base: TaggedImage.optional().describe(
      "The image of OpenHands that the runtime image is built on. Default: what openhands.version is published with, docker.all-hands.dev/all-hands-ai/runtime:0.27-nikolaik; for a release of 1.x that is not known here it is required.",
    ),
    baseDigest: ImageDigest.optional().describe(
      "Pins the base: docker buildx imagetools inspect BASE --format '{{.Manifest.Digest}}'. Default: none, and the tag's present content.",
    ),
    context: RepositoryFolder.default("docker/openhands-runtime").describe(
      "Where the repository whose workflow builds the image keeps this package's docker/openhands-runtime.",
    ),
  })
  .describe("The runtime image. As designed it is the design's docker.all-hands.dev/all-hands-ai/runtime:0.27-aws.");
