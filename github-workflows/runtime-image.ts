import {
  attest,
  buildPush,
  checkout,
  type RunStep,
  setupBuildx,
  type TokenPermissions,
  use,
  type Workflow,
  type WorkflowStep,
} from "@openhands-aws/constructs/github";
import type { Config } from "../config/config";
import { pushedImage } from "../config/image";
import { admission } from "./admission";
import { askForOwnTag } from "./ask-for-own-tag";
import { IF_ABSENT } from "./ask-for-tag";
import { registryLogin } from "./registry-login";

export const RUNTIME_IMAGE_FILE = "openhands-runtime-image.yml";

/** Builds the runtime image and pushes it, once per content. It has no AWS key and, except for the design's registry, no password. */
export function runtimeImage(config: Config): Workflow | undefined {
  const { context, fixedTag, digest, registry } = config.image;
  const paths = [`${context}/**`, `.github/workflows/${RUNTIME_IMAGE_FILE}`];
  // Only ECR needs the role.
  const file = registry === "ecr" ? RUNTIME_IMAGE_FILE : undefined;
  const admitted = admission(config, config.deploy?.build.subjects ?? [{ branch: "main" }], { file, paths });
  if (!admitted) return undefined;
  // The design's only tag is pushed each time.
  const onlyOnce = fixedTag === undefined;
  return {
    name: "Build OpenHands runtime image",
    on: { ...admitted.on, ...(admitted.byHand && { workflow_dispatch: null }) },
    group: "openhands-runtime-image",
    jobs: {
      build: {
        name: "Build and push",
        // Only the design's registry has a password; in an environment, no other job can read it.
        ...(config.image.registry === "design" && { environment: "openhands-runtime-image" }),
        ...admitted.job,
        minutes: 45,
        permissions: permissions(config),
        steps: [
          use(checkout, { name: "Check out", with: { "persist-credentials": false } }),
          ...(onlyOnce ? [compareTag(config)] : []),
          ...registryLogin(config),
          ...(onlyOnce
            ? [askForOwnTag({ image: image(config), digest, file: RUNTIME_IMAGE_FILE, on: admitted.on })]
            : []),
          ...buildAndAttest(config, onlyOnce ? IF_ABSENT : undefined),
          ...(onlyOnce ? [printDigest(config)] : []),
        ],
      },
    },
  };
}

const image = (config: Config) => {
  const { repository, tag } = pushedImage(config);
  return `${repository}:${tag}`;
};

const permissions = ({ image: { registry } }: Config): TokenPermissions => ({
  contents: "read",
  "id-token": "write",
  ...(registry === "ghcr" && { packages: "write" }),
  attestations: "write",
});

/** The same computation as config/image.ts, over what is checked out: the tag must match what is built. */
const compareTag = (config: Config): RunStep => ({
  name: "Compare the build context with the tag",
  env: {
    BASE: config.image.base,
    TARGET: config.image.target,
    CONTEXT: config.image.context,
    TAG: pushedImage(config).tag,
  },
  run: `cd "$CONTEXT"
digest=$({
  printf '%s\\n' "$BASE" "$TARGET"
  find . -type f | LC_ALL=C sort | while IFS= read -r file; do sha256sum "$file"; done
} | sha256sum | cut -c1-12)
if [ "$digest" != "\${TAG##*-}" ]; then
  echo "::error::$CONTEXT does not match the tag $TAG (its content gives $digest). Copy docker/openhands-runtime of the openhands-aws that exported this workflow to $CONTEXT, or export workflows and manifests with the openhands-aws that $CONTEXT comes from."
  exit 1
fi
`,
});

function buildAndAttest(config: Config, condition: string | undefined): WorkflowStep[] {
  const { base, target, context } = config.image;
  const when = condition ? { if: condition } : {};
  const isPublic = "!github.event.repository.private";
  return [
    use(setupBuildx, { name: "Set up buildx", ...when }),
    use(buildPush, {
      name: "Build and push",
      id: "build",
      ...when,
      with: {
        context,
        target,
        "build-args": `BASE_IMAGE=${base}`,
        tags: image(config),
        labels: `org.opencontainers.image.source=\${{ github.server_url }}/\${{ github.repository }}
org.opencontainers.image.revision=\${{ github.sha }}
`,
        push: true,
        // Both travel with the image, in every registry.
        provenance: "mode=max",
        sbom: true,
      },
    }),
    // Signed, and verified once the tag exists. Private repositories have it in Enterprise Cloud only.
    use(attest, {
      name: "Attest the build's provenance",
      if: condition ? `${condition} && ${isPublic}` : isPublic,
      with: {
        "subject-name": pushedImage(config).repository,
        "subject-digest": "${{ steps.build.outputs.digest }}",
      },
    }),
  ];
}

const printDigest = (config: Config): RunStep => ({
  name: "Print the digest",
  if: IF_ABSENT,
  env: { IMAGE: image(config), DIGEST: "${{ steps.build.outputs.digest }}" },
  run: `echo "::notice::Pushed $IMAGE with the digest $DIGEST. To pull exactly this image, set image.digest: $DIGEST in the config of openhands-aws and export again."
`,
});
