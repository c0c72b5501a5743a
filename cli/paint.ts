import type { Paint } from "@openhands-aws/guard";
import { createColors } from "picocolors";

/**
 * Colours for a terminal that wants them.
 * @see https://no-color.org
 */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const colors = createColors(Boolean(stream.isTTY) && !process.env.NO_COLOR);
  return (style, text) => colors[style](text);
}
