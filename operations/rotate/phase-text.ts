import type { z } from "zod";
import { editYaml } from "../../config/edit-yaml";
import type { AccessKey, Rotation } from "../../config/schema/access-key";

const AT = ["bedrock", "accessKey"];

/**
 * The config in another phase. A status is of a key: it leaves with the old one, and comes along when the new one moves.
 * @param text of the config file
 */
export function phaseText(text: string, phase: Rotation, { nextStatus }: z.infer<typeof AccessKey>): string {
  const set = (before: string, key: string, value: string | undefined) => editYaml(before, [...AT, key], value);
  const written = set(text, "rotation", phase);
  if (phase === "deleted") return set(written, "status", undefined);
  if (phase !== "moved") return written;
  const status = nextStatus === "Inactive" ? nextStatus : undefined;
  return set(set(written, "nextStatus", undefined), "status", status);
}
