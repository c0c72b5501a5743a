import type { RunStep } from "@openhands-aws/constructs/github";

/**
 * Sets the output `absent` to true where the registry has no such tag. A registry that answers otherwise stops the
 * job: to take a failure for an absence would push a tag a second time.
 * @param env has IMAGE, a reference with its tag
 */
export const askForTag = (env: RunStep["env"]): RunStep => ({
  name: "Ask the registry for the tag",
  id: "tag",
  env,
  run: `if answer=$(docker buildx imagetools inspect "$IMAGE" 2>&1); then
  echo "absent=false" >> "$GITHUB_OUTPUT"
  echo "::notice::$IMAGE is there already; nothing is built."
elif grep -qiE 'not found|(manifest|name) unknown|access denied|: denied|403 forbidden' <<< "$answer"; then
  # A package that was never pushed is "denied"; whoever may not read it may not push it either.
  echo "absent=true" >> "$GITHUB_OUTPUT"
else
  echo "::error::The registry does not say whether $IMAGE is there: $answer"
  exit 1
fi
`,
});

/** Holds for the steps that build. */
export const IF_ABSENT = "steps.tag.outputs.absent == 'true'";
