import type { Json } from "../../model";
import { isText } from "../../support/json";
import { rawText } from "../../text";
import type { Evaluation } from "../expression/evaluation";
import { isWhollyKnown, textOf, type Value } from "../expression/value";
import type { JsonObject } from "../kubernetes/json-of";
import { callOf } from "./intrinsics";

/** Outcomes of conditions that are taken as given. */
export type Assumed = ReadonlyMap<string, boolean>;

export const NOTHING_ASSUMED: Assumed = new Map();

/** With the defaults of all parameters. */
const BY_DEFAULT: Assumed = new Map();

/** The conditions of a template, some of which are decided only when it is deployed. */
export class Conditions {
  private readonly kept = new WeakMap<Assumed, Map<string, boolean | undefined>>();
  private readonly changed = new WeakMap<Assumed, ReadonlySet<string>>();

  /** @param resolve with the defaults of parameters, or with only what the stack gives them */
  constructor(
    private readonly rules: JsonObject,
    private readonly evaluation: Evaluation,
    private readonly resolve: (raw: Json, byDefault: boolean) => Value,
  ) {}

  /** @returns `undefined` if it is decided when the stack is deployed: whoever deploys it may override a default */
  outcome(name: string, assumed: Assumed = NOTHING_ASSUMED): boolean | undefined {
    if (assumed.has(name)) return assumed.get(name);
    const kept = this.kept.get(assumed) ?? new Map<string, boolean | undefined>();
    this.kept.set(assumed, kept);
    if (kept.has(name)) return kept.get(name);
    // One that refers to itself stays undecided, and one that refers to too many others.
    kept.set(name, undefined);
    const rule = Object.hasOwn(this.rules, name) ? this.rules[name] : undefined;
    if (rule === undefined) return undefined;
    this.evaluation.traced(() =>
      this.evaluation.step(() => {
        kept.set(name, this.decide(rule, assumed));
        return null;
      }),
    );
    return kept.get(name);
  }

  /** Whether that is not its outcome with the defaults of all parameters. */
  isUnusual(name: string, outcome: boolean): boolean {
    const usual = this.outcome(name, BY_DEFAULT);
    return usual !== undefined && usual !== outcome;
  }

  /** Parameters that cannot have their defaults where that is assumed. */
  changedBy(assumed: Assumed): ReadonlySet<string> {
    const kept = this.changed.get(assumed);
    if (kept) return kept;
    const unusual = [...assumed].filter(([name, outcome]) => this.isUnusual(name, outcome));
    const found = this.namesIn(unusual.map(([name]) => name));
    this.changed.set(assumed, found);
    return found;
  }

  /** What conditions refer to, also through others. */
  private namesIn(conditions: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    const seen = new Set(conditions);
    const open: Json[] = conditions.map((name) => this.rules[name] ?? null);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (typeof at !== "object" || at === null) continue;
      const call = callOf(at);
      const name = call && isText(call.given) ? rawText(call.given) : undefined;
      if (name !== undefined && call?.name === "Ref") found.add(name);
      if (name !== undefined && call?.name === "Condition" && !seen.has(name)) {
        seen.add(name);
        open.push(this.rules[name] ?? null);
      }
      for (const inner of Object.values(at)) open.push(inner as Json);
    }
    return found;
  }

  private decide(rule: Json, assumed: Assumed): boolean | undefined {
    const call = callOf(rule);
    const given = [call?.given ?? []].flat() as readonly Json[];
    const each = () => given.map((one) => this.decide(one, assumed));
    switch (call?.name) {
      case "Condition":
        return this.outcome(String(call.given), assumed);
      case "Fn::Not": {
        const [only] = each();
        return only === undefined ? undefined : !only;
      }
      case "Fn::And": {
        const all = each();
        return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
      }
      case "Fn::Or": {
        const all = each();
        return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
      }
      case "Fn::Equals": {
        const [one, other] = given.map((part) => this.resolve(part, assumed === BY_DEFAULT));
        if (one === undefined || other === undefined || !isWhollyKnown(one) || !isWhollyKnown(other)) return undefined;
        return textOf(one) === textOf(other);
      }
    }
    return undefined;
  }
}
