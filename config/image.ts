import { createHash } from "node:crypto";
import { dnsSuffixOf, partitionOf } from "@openhands-aws/facts/partitions";
import { type Family, openhandsOf, releaseOf } from "./releases";
import type { ConfigFile } from "./schema";
import type { REGISTRIES } from "./schema/image";

/** The runtime image, with every default filled in. */
export interface Image {
  readonly registry: (typeof REGISTRIES)[number];
  /** Host and name, such as `ghcr.io/boxp/openhands-runtime`. */
  readonly repository: string;
  /** The base image, with its digest where one is pinned. */
  readonly base: string;
  /** The stage of the Dockerfile: since 1.x, OpenHands brings an entrypoint and a user of its own. */
  readonly target: (typeof TARGETS)[Family];
  /** The build context's folder in the repository whose workflow builds the image. */
  readonly context: string;
  /** The files of the build context with their hashes, one line each, as `sha256sum` prints them. */
  readonly contextFiles: string;
  /** The design's fixed tag; undefined where the tag is computed from the content. */
  readonly fixedTag?: string;
  /** The digest of the pushed image, once it is recorded. */
  readonly digest?: string;
}

const TARGETS = { "0.x": "runtime", "1.x": "agent-server", canvas: "canvas" } as const;

export interface ImageReference {
  /** Host and name. */
  readonly repository: string;
  /** Followed by `@` and the digest where one is pinned: whatever joins name and tag with `:` then pulls that digest. */
  readonly tag: string;
}

const DESIGN = "docker.all-hands.dev/all-hands-ai/runtime";

type WithImage = { readonly image: Image };

/**
 * The image that the workflow pushes. Its tag consists of the base's version and a hash over base and build context, so
 * that one tag never means two contents: see {@link contentTag}.
 */
export const pushedImage = ({ image }: WithImage): ImageReference => ({
  repository: image.repository,
  tag: image.fixedTag ?? contentTag(image),
});

/** The image that the Deployment and the manifests name: what the workflow pushes, pinned by the recorded digest. */
export function imageReference(config: WithImage): ImageReference {
  const { repository, tag } = pushedImage(config);
  const { digest } = config.image;
  return { repository, tag: digest ? `${tag}@${digest}` : tag };
}

/** {@link imageReference} in one string, as a container names it. */
export function imageName(config: WithImage): string {
  const { repository, tag } = imageReference(config);
  return `${repository}:${tag}`;
}

/**
 * `0.27-1a2b3c4d5e6f`: the base's version, and 12 digits of SHA-256 over a line with the base, one with the target and
 * the lines of {@link Image.contextFiles}. The workflow computes the same from its checkout.
 */
function contentTag({ base, target, contextFiles }: Image): string {
  const content = `${base}\n${target}\n${contextFiles}`;
  return `${versionOf(base)}-${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
}

/** The version in a base's tag; without a tag, the last part of its name. */
function versionOf(base: string): string {
  const [tagged = ""] = base.split("@");
  return /:(\w[\w.]*)[\w.-]*$/.exec(tagged)?.[1] ?? tagged.replace(/^.*\//, "").slice(0, 100);
}

/** As designed, only the keys about what the image is built from have an effect. */
export function completeImage(file: ConfigFile, contextFiles: string): Image {
  const { base: tagged = releaseOf(file).base(openhandsOf(file).version), baseDigest, context, digest } = file.image;
  const base = baseDigest ? `${tagged}@${baseDigest}` : tagged;
  const target = TARGETS[openhandsOf(file).family];
  const common = { base, target, context, contextFiles };
  if (file.posture === "as-designed")
    return { ...common, registry: "design", repository: DESIGN, fixedTag: "0.27-aws" };
  const registry = file.image.registry ?? "ghcr";
  return { ...common, registry, repository: repositoryIn[registry](file), digest };
}

const repositoryIn = {
  design: ({ image }: ConfigFile) => (image.repository ? `docker.all-hands.dev/${image.repository}` : DESIGN),
  ghcr: ({ image, github }: ConfigFile) => {
    const owner = github.repositories[0]?.name.split("/")[0]?.toLowerCase();
    return `ghcr.io/${image.repository ?? `${owner}/openhands-runtime`}`;
  },
  // conflicts/image.ts guarantees the section deploy.
  ecr: (file: ConfigFile) => `${ecrRegistry(file)}/${file.deploy?.registry.repository}`,
};

/** The host of the account's own registry. https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
export const ecrRegistry = ({ aws }: Pick<ConfigFile, "aws">): string =>
  `${aws.account}.dkr.ecr.${aws.region}.${dnsSuffixOf(partitionOf(aws.region))}`;
