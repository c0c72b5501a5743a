import type { RunStep } from "@openhands-aws/constructs/github";

/** Shell commands for the two answers. */
export interface Answers {
  /** Run before the step says that the tag exists, with what it names as a line of `answer`; may stop the job. */
  readonly present: string;
  /** @default what lets the tag be pushed */
  readonly absent?: string;
}

const PUSH = `  # A package that was never pushed is "denied"; anyone who may not read it may not push it either.
  echo "absent=true" >> "$GITHUB_OUTPUT"
`;

/**
 * Sets the output `absent` to true if the registry does not have the tag. Any other answer of the registry stops the job:
 * taking a failure for absence would push the tag again.
 * @param env contains IMAGE, a reference with its tag
 */
export const askForTag = (env: RunStep["env"], { present, absent = PUSH }: Answers = { present: "" }): RunStep => ({
  name: "Ask the registry for the tag",
  id: "tag",
  env,
  run: `if answer=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$IMAGE" 2>&1); then
${present}  echo "absent=false" >> "$GITHUB_OUTPUT"
  echo "::notice::$IMAGE already exists; nothing is built."
elif grep -qiE 'not found|(manifest|name) unknown|access denied|: denied|403 forbidden' <<< "$answer"; then
${absent}else
  echo "::error::The registry does not say whether $IMAGE exists: $answer"
  exit 1
fi
`,
});

/** The condition of the steps that build. */
export const IF_ABSENT = "steps.tag.outputs.absent == 'true'";
