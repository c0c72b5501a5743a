import { z } from "zod";
import { BaseImage, ImageDigest, ImagePath, RepositoryFolder } from "../names";

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
    base: BaseImage.optional().describe(
      "The OpenHands image on which the runtime image is built: NAME:TAG, NAME:TAG@sha256:DIGEST or NAME@sha256:DIGEST. Default: the one published with the release, see openhands.family and openhands.version.",
    ),
    baseDigest: ImageDigest.optional().describe(
      "Pins the base: docker buildx imagetools inspect BASE --format '{{.Manifest.Digest}}'. Default: none; the tag's current content is used.",
    ),
    digest: ImageDigest.optional().describe(
      "The digest of the pushed runtime image, which the workflow prints. Kubernetes and OpenHands then pull exactly this image, whatever its tag names. Remove it when the tag changes. Default: none.",
    ),
    context: RepositoryFolder.default("docker/openhands-runtime").describe(
      "The folder with a copy of this package's docker/openhands-runtime, in the repository whose workflow builds the image.",
    ),
  })
  .describe("The runtime image. As designed it is the design's docker.all-hands.dev/all-hands-ai/runtime:0.27-aws.");
