import type { PartialText } from "../text";
import type { Context } from "./context";
import type { CompiledStatement, Policy } from "./policy";
import { isNamed, type Naming, naming } from "./principal";
import type { Requester } from "./requester";
import { and, any, type Ternary } from "./ternary";

/** A request as every policy sees it. */
export interface Asked {
  readonly requester: Requester;
  /** In lower case. */
  readonly action: PartialText;
  readonly resource: PartialText;
  readonly context: Context;
  /** Whether the requester has a permissions boundary. */
  readonly bounded: boolean;
}

/** What a statement decides about a request that its action, resource and principal do not exclude. */
export interface Verdict {
  readonly statement: CompiledStatement;
  readonly asked: Asked;
  readonly naming: Naming;
  /** Whether everything but the principal matches. */
  readonly applies: Ternary;
}

/** What all policies of one kind (identity, boundary, session, resource) decide about a request. */
export interface Layer {
  readonly policies: readonly Policy[];
  readonly allows: readonly Verdict[];
  readonly denies: readonly Verdict[];
}

/** The layers that apply to one request; absent where there are no such policies, or none are known. */
export interface Layers {
  /** Absent for a requester that belongs to no account. */
  readonly identity?: Layer;
  readonly boundary?: Layer;
  readonly session?: Layer;
  readonly resource?: Layer;
}

/** In an identity policy, the principal is the identity that it is attached to. */
const ATTACHED: Naming = { direct: true, role: false, account: false };
/** AWS rejects a resource policy without Principal, and any other policy with one. */
const MISPLACED: Naming = { direct: "unknown", role: false, account: false };

export function layer(kind: "identity" | "resource", policies: readonly Policy[], asked: Asked): Layer {
  const [allows, denies]: [Verdict[], Verdict[]] = [[], []];
  for (const policy of policies) {
    const statements = policy.concerning(asked.action);
    for (const statement of statements.allows) judge(kind, statement, asked, allows);
    for (const statement of statements.denies) judge(kind, statement, asked, denies);
  }
  return { policies, allows, denies };
}

function judge(kind: "identity" | "resource", statement: CompiledStatement, asked: Asked, found: Verdict[]): void {
  const action = statement.action.matches(asked.action);
  if (action === false) return;
  const resource = statement.resource(asked.resource, asked.context);
  if (resource === false) return;
  const who = principal(kind, statement, asked);
  if (isNamed(who) === false) return;
  let applies = and(action, resource);
  for (const condition of statement.conditions) {
    if (applies === false) break;
    applies = and(applies, condition.decide(asked.context));
  }
  found.push({ statement, asked, naming: who, applies });
}

function principal(kind: "identity" | "resource", { principals, effect }: CompiledStatement, asked: Asked): Naming {
  if (kind === "identity") return principals ? MISPLACED : ATTACHED;
  return principals ? naming(principals, effect, asked.requester, asked.bounded) : MISPLACED;
}

export const applies = (verdict: Verdict): Ternary => and(verdict.applies, isNamed(verdict.naming));

/** Whether the layer allows the request. */
export const allowed = ({ allows }: Layer): Ternary => any(allows, applies);

/** Whether the layer allows the request by naming the requester in this way. */
export const allowedBy = ({ allows }: Layer, way: keyof Naming): Ternary =>
  any(allows, (verdict) => and(verdict.applies, verdict.naming[way]));
