import { parse } from "yaml";
import { AccessKey, type Rotation } from "../config/schema/access-key";
import { applyPhase } from "../operations/rotate/apply-phase";
import type { Phase } from "../operations/rotate/next-step";
import type { Key, Observation, Pair } from "../operations/rotate/observation";
import { phaseText } from "../operations/rotate/phase-text";
import { KEY, NEXT, PARAMETERS } from "../operations/rotate/plan-scope";
import type { World } from "../operations/rotate/rotate";
import type { Plan } from "../operations/terraform";

/** What may be exported after a phase, as export/refuse-skipped-phase.ts has it. */
const FOLLOWING: Readonly<Record<Phase, readonly Phase[]>> = {
  none: ["published"],
  published: ["disabled"],
  disabled: ["deleted", "published"],
  deleted: ["moved"],
  moved: ["none", "published"],
};

export class Killed extends Error {}
/** AWS or Terraform refuses. */
export class Refused extends Error {}

interface Held {
  id: string;
  secret: string;
}

type Operation = { readonly change: string; readonly act: () => void };

/** An installation in memory: account, Terraform with its state in S3, config, export and cluster. */
export class RotationModel {
  now = new Date("2026-11-28T00:00:00Z");
  keys: (Key & { status: Key["status"] })[] = [];
  parameters: Held;
  secret: Held;
  pods: Held;
  config = "# ours\nposture: hardened\n";
  exported: ReturnType<RotationModel["settings"]>;
  /** The id at each address. */
  state: Record<string, string>;
  readonly revoked = new Set<string>();
  /** Called at each point at which something may be killed. */
  point: () => void = () => undefined;
  #made = 0;

  constructor() {
    const id = this.#create("Active");
    this.state = { [KEY]: id };
    this.parameters = heldOf(id);
    this.secret = heldOf(id);
    this.pods = heldOf(id);
    this.exported = this.settings();
    this.now = new Date(this.now.getTime() + 100 * 24 * 60 * 60 * 1000);
  }

  settings() {
    return AccessKey.parse(parse(this.config).bedrock?.accessKey ?? {});
  }

  #create(status: Key["status"]): string {
    if (this.keys.length >= 2) throw new Refused("LimitExceeded");
    this.#made++;
    const id = `AKIA${this.#made}`;
    this.keys.push({ id, status, created: new Date(this.now.getTime() + this.#made) });
    return id;
  }

  works = ({ id, secret }: Held): boolean =>
    secret === `secret of ${id}` && this.keys.some((key) => key.id === id && key.status === "Active");

  #setStatus(id: string, status: Key["status"]): void {
    this.keys = this.keys.map((key) => (key.id === id ? { ...key, status } : key));
  }

  /** As the command revoke does: in AWS and in the config. */
  revoke(id: string): void {
    if (!this.keys.some((key) => key.id === id)) return;
    this.#setStatus(id, "Inactive");
    this.revoked.add(id);
    const isNext = this.state[NEXT] === id && this.settings().rotation !== "moved";
    const { bedrock = {}, ...rest } = parse(this.config);
    const accessKey = { ...bedrock.accessKey, [isNext ? "nextStatus" : "status"]: "Inactive" };
    this.config = JSON.stringify({ ...rest, bedrock: { ...bedrock, accessKey } });
    this.exported = { ...this.exported, [isNext ? "nextStatus" : "status"]: "Inactive" };
  }

  sync(): void {
    this.secret = { ...this.parameters };
  }

  restart(): void {
    this.pods = { ...this.secret };
    if (this.works(this.pods)) this.#use(this.pods.id);
  }

  #use(id: string): void {
    const lastUsed = { at: this.now, service: "bedrock", region: "us-west-2" };
    this.keys = this.keys.map((key) => (key.id === id ? { ...key, lastUsed } : key));
  }

  observation(): Observation {
    const same = ({ id, secret }: Held, other: Held) => id === other.id && secret === other.secret;
    return {
      now: this.now,
      keys: this.keys,
      pair: this.#pair(),
      cluster: {
        ...{ state: "seen", ready: true, reloader: false, refreshes: true },
        secretHasPair: same(this.secret, this.parameters),
        stalePods: same(this.pods, this.secret) ? [] : ["openhands-0"],
      },
    };
  }

  #pair(): Pair {
    const key = this.keys.find(({ id }) => id === this.parameters.id);
    if (!key) return { state: "foreign" };
    if (key.status === "Inactive") return { state: "inactive", id: key.id };
    return { state: this.works(this.parameters) ? "works" : "torn", id: key.id };
  }

  /** What Terraform would do with what is exported. @throws Refused */
  operations(target?: string): Operation[] {
    const { rotation = "none", status, nextStatus } = this.exported;
    this.#refuseEarly(rotation);
    const state = Object.fromEntries(
      Object.entries(this.state).filter(([, id]) => this.keys.some((key) => key.id === id)),
    );
    const operations: Operation[] = [];
    const moved = state[NEXT];
    if (rotation === "moved" && moved && !state[KEY]) {
      delete state[NEXT];
      state[KEY] = moved;
      operations.push({ change: `move ${NEXT} to ${KEY}`, act: () => undefined });
    }
    const wanted: Record<string, Key["status"]> = {
      ...(rotation !== "deleted" && { [KEY]: rotation === "disabled" ? "Inactive" : status }),
      ...(["published", "disabled", "deleted"].includes(rotation) && { [NEXT]: nextStatus }),
    };
    const holder = wanted[NEXT] ? NEXT : KEY;
    for (const [address, wish] of Object.entries(wanted)) {
      const present = this.keys.find(({ id }) => id === state[address]);
      const creates = () => {
        state[address] = this.#create(wish);
      };
      if (!present) operations.push({ change: `create ${address}`, act: creates });
      else if (present.status !== wish)
        operations.push({
          change: `${wish === "Active" ? "activate" : "update"} ${address}`,
          act: () => this.#setStatus(present.id, wish),
        });
    }
    const id = () => state[holder] as string;
    if (state[holder] !== this.parameters.id)
      operations.push({ change: `update ${PARAMETERS[0]}`, act: () => (this.parameters.id = id()) });
    if (`secret of ${state[holder]}` !== this.parameters.secret)
      operations.push({ change: `update ${PARAMETERS[1]}`, act: () => (this.parameters.secret = `secret of ${id()}`) });
    for (const address of Object.keys(state).filter((one) => !wanted[one]))
      operations.push({ change: `delete ${address}`, act: () => this.#delete(address, state) });
    const chosen = operations.filter(({ change }) => !target || change.endsWith(target));
    return chosen.length > 0 ? [...chosen, { change: "", act: () => (this.state = state) }] : [];
  }

  #delete(address: string, state: Record<string, string>): void {
    this.keys = this.keys.filter(({ id }) => id !== state[address]);
    delete state[address];
  }

  #refuseEarly(phase: Phase): void {
    const active = this.keys.filter(({ status }) => status === "Active").length;
    if (phase === "disabled" && this.keys.length !== 2) throw new Refused("published first");
    if (phase === "deleted" && active > 1) throw new Refused("disabled first");
    if (phase === "moved" && this.keys.length !== 1) throw new Refused("deleted first");
  }

  /** @param upTo as many operations are done, if it is interrupted */
  terraform(upTo = Number.POSITIVE_INFINITY, target?: string): void {
    for (const { act } of this.operations(target).slice(0, upTo)) {
      this.point();
      act();
      this.point();
    }
  }

  #plan(target?: string): Plan {
    return {
      resource_changes: this.operations(target).flatMap(({ change }) => {
        const [action = "", address = "", , to] = change.split(" ");
        if (action === "move")
          return { address: to as string, previous_address: address, change: { actions: ["no-op"] } };
        const activated = action === "activate" && { before: { status: "Inactive" }, after: { status: "Active" } };
        const actions = [action === "activate" ? "update" : action];
        return action ? { address, change: { actions, ...activated } } : [];
      }),
    };
  }

  world(): World {
    let target: string | undefined;
    const runner = {
      initIfNeeded: async () => this.point(),
      plan: async (_file: string, ...options: string[]) => {
        target = options[0]?.replace("-target=", "");
        return this.#plan(target);
      },
      apply: async () => this.terraform(undefined, target),
    };
    return {
      phase: () => this.settings().rotation ?? "none",
      observe: async () => {
        this.point();
        const seen = this.observation();
        if (seen.pair.state === "works") this.#use(this.parameters.id);
        return seen;
      },
      write: async (phase: Rotation) => {
        this.point();
        const text = phaseText(this.config, phase, this.settings());
        this.#refuseSkipped(phase);
        this.config = text;
        this.point(); // Files are renamed one after the other.
        this.exported = this.settings();
        return ["main.tf.json"];
      },
      export: async () => {
        this.point();
        this.#refuseSkipped(this.settings().rotation ?? "none");
        this.exported = this.settings();
        return [];
      },
      apply: (phase: Phase, seen: Observation) => applyPhase(runner, phase, seen, () => undefined),
      refresh: async ({ cluster }) => {
        this.point();
        if (cluster.state === "seen" && !cluster.secretHasPair) this.sync();
        else this.restart();
        return [];
      },
      sleep: async (seconds: number) => {
        this.now = new Date(this.now.getTime() + seconds * 1000);
      },
      say: () => undefined,
    };
  }

  #refuseSkipped(phase: Phase): void {
    const last = this.exported.rotation ?? "none";
    if (last !== phase && !FOLLOWING[last].includes(phase)) throw new Refused(`${last} -> ${phase}`);
  }
}

const heldOf = (id: string): Held => ({ id, secret: `secret of ${id}` });
