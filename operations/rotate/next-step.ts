import type { Rotation } from "../../config/schema/access-key";
import { ageOf } from "../age";
import { describeKey } from "./describe-key";
import type { Key, Observation } from "./observation";
import { type Missing, unsettled } from "./unsettled";

/** What the config says; `none`: nothing of a rotation. */
export type Phase = Rotation | "none";

export type Step =
  /** Write the phase into the config, export and apply it. */
  | { readonly kind: "write"; readonly phase: Rotation; readonly why: string }
  /** Apply the phase that the config has. */
  | { readonly kind: "apply"; readonly phase: Phase; readonly why: string }
  /** Something has to settle first. */
  | { readonly kind: "wait"; readonly phase: Phase; readonly why: string; readonly missing: readonly Missing[] }
  | { readonly kind: "stop"; readonly phase: Phase; readonly why: string }
  | { readonly kind: "done"; readonly phase: Phase; readonly why: string };

export interface StepOptions {
  /** Days; at rest, a rotation begins only when the key is older. */
  readonly olderThan: number;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * The next step of a rotation, from what the config says and what is there. No step takes the last working key, as long as
 * there is one: whatever is not understood stops.
 */
export function nextStep(phase: Phase, seen: Observation, options: StepOptions): Step {
  const { keys } = seen;
  if (keys.length === 0)
    return { kind: "apply", phase, why: "The user has no access key: the stack openhands is not applied." };
  if (phase === "none" || phase === "moved") return atRest(phase, seen, options);
  if (phase === "published") return published(seen);
  if (phase === "disabled") return disabled(seen);
  return deleted(seen);
}

const heldOf = ({ keys, pair }: Observation): Key | undefined => keys.find(({ id }) => id === pair.id);
/** The key that the parameters do not hold. */
const otherOf = ({ keys, pair }: Observation): Key | undefined => keys.find(({ id }) => id !== pair.id);

function atRest(phase: Phase, seen: Observation, { olderThan }: StepOptions): Step {
  const { keys, pair, now } = seen;
  if (keys.length > 1) return unknownKey(phase, seen);
  const [key] = keys as readonly [Key];
  const begin = (why: string): Step => ({ kind: "write", phase: "published", why });
  if (key.status === "Inactive") return begin(`The only key ${key.id} is Inactive: a second one takes its place.`);
  if (pair.state === "torn") return { kind: "apply", phase, why: TORN };
  if (pair.state === "foreign" || pair.state === "missing")
    return { kind: "apply", phase, why: `The parameters do not hold the key ${key.id}: Terraform writes both again.` };
  if (pair.state === "rejected")
    return { kind: "wait", phase, why: `The key ${key.id} is not accepted.`, missing: unsettled(seen) };
  if (now.getTime() - key.created.getTime() < olderThan * DAY)
    return {
      ...{ kind: "done", phase },
      why: `The key ${key.id} is ${ageOf(key.created, now)} old; a rotation begins at ${olderThan} ${olderThan === 1 ? "day" : "days"} (--older-than).`,
    };
  return begin(
    `The key ${describeKey(key, now)} is to be replaced: a second key is made, and the parameters follow it.`,
  );
}

const TORN =
  "The parameters hold a torn pair: one key's id with another key's secret, since an apply was interrupted between the two. Applying again writes both.";

function unknownKey(phase: Phase, seen: Observation): Step {
  const { keys, now } = seen;
  const held = heldOf(seen);
  const others = keys.filter((key) => key !== held).map((key) => describeKey(key, now));
  return {
    ...{ kind: "stop", phase },
    why: `The user has a key that this rotation does not know: ${others.join(" and ")}. Find out who made it and what it is for; delete it, then run this again.`,
  };
}

function published(seen: Observation): Step {
  const { keys, pair, now } = seen;
  const phase = "published";
  const held = heldOf(seen);
  const other = otherOf(seen);
  if (keys.length === 1 || !other)
    return { kind: "apply", phase, why: "The second key does not exist yet: the phase is not applied." };
  if (pair.state === "torn") return { kind: "apply", phase, why: TORN };
  if (!held || held.created < other.created)
    return {
      ...{ kind: "apply", phase },
      why: `The parameters do not hold the newer of the keys ${keys.map((key) => describeKey(key, now)).join(" and ")}: the phase is not applied to its end.`,
    };
  if (held.status === "Inactive") return other.status === "Inactive" ? allRevoked() : newRevoked(phase, held, other);
  const missing = unsettled(seen);
  if (missing.length > 0)
    return { kind: "wait", phase, why: `The old key ${other.id} stays until all use ${held.id}.`, missing };
  return {
    ...{ kind: "write", phase: "disabled" },
    why: `All use the new key ${held.id}, and AWS accepts it: the old key ${describeKey(other, now)} is switched off.`,
  };
}

const allRevoked = (): Step => ({
  ...{ kind: "write", phase: "disabled" },
  why: "Both keys are Inactive, so there is nothing to lose: the rotation goes on to its end, and the next one makes a new key.",
});

const newRevoked = (phase: Phase, held: Key, other: Key): Step => ({
  ...{ kind: "stop", phase },
  why: `The new key ${held.id} in the parameters is Inactive; only the old key ${other.id} works, and pods may still have it. Going on would switch it off. If nothing needs it, run openhands-aws revoke --key ${other.id} --yes, then this again.`,
});

function disabled(seen: Observation): Step {
  const { keys, pair, now } = seen;
  const phase = "disabled";
  const held = heldOf(seen);
  const other = otherOf(seen);
  if (!held && !keys.every(({ status }) => status === "Active")) return unknownKey(phase, seen);
  if (!held || (pair.state === "torn" && other?.status === "Active"))
    return {
      ...{ kind: "write", phase: "published" },
      why: `${pair.state === "torn" ? TORN : "The parameters do not hold a key of the user."} The phase before comes first, since pods may still need the old key.`,
    };
  if (pair.state === "torn") return { kind: "apply", phase, why: TORN };
  if (!other) return { kind: "write", phase: "deleted", why: `The old key is gone already; only ${held.id} is there.` };
  if (held.status === "Inactive" && other.status === "Active") return newRevoked(phase, held, other);
  if (held.status === "Inactive") return toDeleted(other, now);
  const missing = unsettled(seen);
  if (missing.length > 0) return { kind: "wait", phase, why: `Not all use ${held.id}: do not go on yet.`, missing };
  if (other.status === "Active")
    return { kind: "apply", phase, why: `The old key ${other.id} is still Active: the phase is not applied.` };
  return toDeleted(other, now);
}

const toDeleted = (old: Key, now: Date): Step => ({
  ...{ kind: "write", phase: "deleted" },
  why: `The old key ${describeKey(old, now)} is off: it is deleted.`,
});

function deleted(seen: Observation): Step {
  const { keys, pair, now } = seen;
  const phase = "deleted";
  const held = heldOf(seen);
  const other = otherOf(seen);
  if (keys.length > 1 && !held) return unknownKey(phase, seen);
  if (other && held) {
    if (other.status === "Active")
      return {
        ...{ kind: "stop", phase },
        why: `The key ${describeKey(other, now)} is Active, so the phase disabled was not applied, or the key is not the rotation's. Switch it off (aws iam update-access-key --status Inactive) if nothing needs it, then run this again.`,
      };
    return { kind: "apply", phase, why: `The old key ${other.id} still exists: the phase is not applied.` };
  }
  if (!held || pair.state === "torn")
    return { kind: "apply", phase, why: "The parameters do not hold the remaining key: Terraform writes both again." };
  return {
    ...{ kind: "write", phase: "moved" },
    why: `Only the new key ${held.id} is left: it moves to the design's Terraform address.`,
  };
}
