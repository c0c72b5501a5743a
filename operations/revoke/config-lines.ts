import type { Rotation } from "../../config/schema/access-key";

export interface UserKey {
  readonly id: string;
  readonly status: "Active" | "Inactive";
  readonly created: Date;
}

export type StatusLine = "status" | "nextStatus";

export interface Asked {
  readonly keys: readonly UserKey[];
  /** The key to revoke; `undefined` for all. */
  readonly id?: string;
  readonly rotation?: Rotation;
  /** The id in the parameter, where it is known. */
  readonly held?: string;
}

/**
 * The lines of `bedrock.accessKey` by which no apply activates the key again.
 * @returns `unknown` if it cannot be known at which of Terraform's addresses the key is; empty if it is at none
 */
export function statusLines({ keys, id, rotation, held }: Asked): readonly StatusLine[] | "unknown" {
  const lines = LINES[rotation ?? "none"];
  if (id === undefined || keys.length < 2) return lines;
  const isHeld = held === undefined ? undefined : held === id;
  if (rotation === undefined || rotation === "moved") return isHeld === undefined ? "unknown" : isHeld ? lines : [];
  const isNext = isNewest(keys, id) ?? isHeld;
  if (isNext === undefined) return "unknown";
  if (rotation === "deleted") return isNext ? lines : [];
  return [isNext ? "nextStatus" : "status"];
}

/** Terraform makes the next key last. @returns `undefined` if they were made in the same second */
function isNewest(keys: readonly UserKey[], id: string): boolean | undefined {
  const times = keys.map(({ created }) => created.getTime());
  if (new Set(times).size < times.length) return undefined;
  return keys.find((key) => key.id === id)?.created.getTime() === Math.max(...times);
}

/** What a phase of the rotation looks at. After `deleted` comes `moved`, which looks at `status`. */
const LINES: Readonly<Record<Rotation | "none", readonly StatusLine[]>> = {
  none: ["status"],
  published: ["status", "nextStatus"],
  disabled: ["status", "nextStatus"],
  deleted: ["status", "nextStatus"],
  moved: ["status"],
};
