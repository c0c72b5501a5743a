import { createColors } from "picocolors";
import type { Paint } from "../format/text";

/**
 * Colors, for a terminal that wants them.
 * @see https://no-color.org
 */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const colors = createColors(Boolean(stream.isTTY) && !process.env.NO_COLOR);
  return (style, text) => colors[style](text);
}
