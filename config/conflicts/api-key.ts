import type { Problem } from "../problem";
import { openhandsOf } from "../releases";
import type { ConfigFile } from "../schema";

/** A Bedrock API key wins over every other credential, so it must be the only one. */
export function* apiKeyConflicts(file: ConfigFile): Iterable<Problem> {
  const { bedrock, posture, runtime } = file;
  if (!bedrock.apiKey || posture === "as-designed") return;
  const path = ["bedrock", "apiKey"];
  if (openhandsOf(file).family === "1.x")
    yield {
      path,
      message:
        "must be left out with OpenHands 1.x: its app passes no Secret on to the sandbox, where the model is called",
      wrongKey: true,
    };
  else if (runtime.refresher)
    yield {
      path,
      message:
        "must be left out with runtime.refresher: the runtime image removes every other credential where there are short sessions; or set runtime.refresher to false",
      wrongKey: true,
    };
}
