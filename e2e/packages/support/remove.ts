import { rmSync } from "node:fs";
import { PACKED } from "./packed";

/** Jest's global teardown. */
export default function remove(): void {
  rmSync(PACKED, { recursive: true, force: true, maxRetries: 5 });
}
