import type { RunStep, Triggers } from "@openhands-aws/constructs/github";
import { type Answers, askForTag } from "./ask-for-tag";

/** An image that a workflow pushes, and how to recognize it. */
export interface OwnImage {
  /** With its tag, which anyone can compute. */
  readonly image: string;
  /** The digest that the config has recorded. */
  readonly digest?: string;
  /** The workflow's file, in the repository that it runs in. */
  readonly file: string;
  /** When the workflow runs. */
  readonly on: Triggers;
}

/**
 * Asks for the tag, and stops the job if it exists and nobody can say that this workflow has pushed it: by the recorded
 * digest, otherwise by the attestation of a run of the same file, on a ref on which it runs. The file's name alone proves
 * nothing, because any branch can change the file.
 * @see https://cli.github.com/manual/gh_attestation_verify
 */
export const askForOwnTag = ({ image, digest, file, on }: OwnImage): RunStep =>
  digest === undefined
    ? askForTag(
        {
          IMAGE: image,
          SIGNER: `\\.github/workflows/${escaped(file)}@(${refsOf(on).join("|")})`,
          GH_TOKEN: "${{ github.token }}",
        },
        ATTESTED,
      )
    : askForTag({ IMAGE: image, RECORDED: digest }, RECORDED);

const ATTESTED: Answers = {
  present: `  digest=$(grep -xE 'sha256:[0-9a-f]{64}' <<< "$answer")
  if ! proof=$(gh attestation verify "oci://\${IMAGE%:*}@$digest" --repo "$GITHUB_REPOSITORY" \\
    --cert-identity-regex "^$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/$SIGNER\\$" 2>&1); then
    echo "$proof"
    echo "::error::$IMAGE exists with the digest $digest, but no attestation proves that this workflow pushed it. If it did (a private repository gets no attestation), set image.digest: $digest in the config of openhands-aws and export again. Otherwise find out who did, delete the tag from the registry and run this workflow again."
    exit 1
  fi
`,
};

const RECORDED: Answers = {
  present: `  if ! grep -qxF "$RECORDED" <<< "$answer"; then
    echo "$answer"
    echo "::error::$IMAGE no longer has the digest $RECORDED, which image.digest records: someone pushed the tag again. Find out who before anything pulls the tag."
    exit 1
  fi
`,
  absent: `  echo "::error::$IMAGE does not exist: image.digest records the digest of another tag, $RECORDED. Remove image.digest from the config of openhands-aws and export again; then this workflow builds the image and prints its digest."
  exit 1
`,
};

/** The refs on which a workflow runs on its own, as regular expressions. */
function refsOf({ push, pull_request }: Triggers): string[] {
  const branches = push?.branches?.map((filter) => `refs/heads/${expression(filter)}`) ?? [];
  const tags = push?.tags?.map((filter) => `refs/tags/${expression(filter)}`) ?? [];
  return [...branches, ...tags, ...(pull_request ? ["refs/pull/[0-9]+/merge"] : [])];
}

/** A filter of ours has no wildcard but `**`. */
const expression = (filter: string) => escaped(filter.replaceAll("\\", "")).replaceAll("\\*\\*", ".*");

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]]/g, "\\$&");
