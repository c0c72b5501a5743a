import { type AccessModel, type Identity, permissionsOf } from "../../../model";
import { arnComponents } from "../../../policy/arn";
import { assumeRole } from "../../../policy/assume-role";
import { UNKNOWN_CONTEXT } from "../../../policy/context";
import { evaluate } from "../../../policy/evaluate";
import { compilePolicy, type Policy } from "../../../policy/policy";
import type { Decision } from "../../../policy/request";
import type { Requester } from "../../../policy/requester";
import type { Statement } from "../../../policy/statement";
import { perObject } from "../../../support/memo";
import { asPartial, isKnown, type PartialText, rawText, UNKNOWN } from "../../../text";
import { EVERYTHING } from "./outsider";
import { type Trust, trustsOf } from "./trusts";

/** A role or user in the same files that may assume other roles. */
export interface Caller {
  readonly identity: Identity;
  readonly arn: PartialText;
  readonly requester: Requester;
  readonly statements: readonly Statement[];
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
  /** Whether all its policies are known. */
  readonly known: boolean;
}

export interface ChainLink {
  readonly caller: Caller;
  readonly trust: Trust;
  readonly role: { readonly arn: PartialText; readonly trust: Policy };
}

/** An unknown account counts as one and the same account wherever it appears. */
const settled = (text: PartialText): PartialText => asPartial(rawText(text).replaceAll(ACCOUNT, "$1000000000000"));
const ACCOUNT = new RegExp(`(:(?:iam|sts)::)${UNKNOWN}(?=:)`, "g");

/** Callers and roles of a model, found by their ARNs. */
export class Chains {
  private readonly callers = new Map<string, Identity | undefined>();
  private readonly trusts = new Map<string, Trust | undefined>();
  private readonly caller = perObject((identity: Identity) =>
    callerOf(identity, !this.unknownRoots.has(identity.root)),
  );
  private readonly compiled = perObject(({ policy, document }: Trust) =>
    compilePolicy(policy.label, settledStatements(document.statements)),
  );
  private readonly unknownRoots: ReadonlySet<string>;

  constructor(model: AccessModel) {
    for (const identity of model.identities)
      if (identity.declared && identity.kind !== "group") add(this.callers, identity, identity);
    for (const trust of trustsOf(model)) add(this.trusts, trust.role, trust);
    this.unknownRoots = new Set(model.unknowns.flatMap(({ about, root }) => (about === "identity" ? [root] : [])));
  }

  /** The declared callers that a trust policy names. */
  linksTo(trust: Trust): ChainLink[] {
    const ids = trust.allows.flatMap(({ statement: { principals } }) =>
      principals && !principals.not ? principals.members.filter(({ type }) => type === "AWS").map(({ id }) => id) : [],
    );
    return [...new Set(ids)].flatMap((id) => {
      const identity = this.callers.get(keyOf(trust.role, id));
      return identity ? [this.link(identity, trust)] : [];
    });
  }

  /** The declared roles that a caller's own policies name in full for sts:AssumeRole. */
  linksFrom(identity: Identity): ChainLink[] {
    const named = permissionsOf(identity).flatMap((grant) => {
      const document = grant.kind === "managed" ? grant.policy?.document : grant.document;
      return (document?.statements ?? []).filter(isAssuming).flatMap(({ resources }) => resources?.patterns ?? []);
    });
    return [...new Set(named)].flatMap((arn) => {
      const trust = this.trusts.get(keyOf(identity, arn));
      return trust ? [this.link(identity, trust)] : [];
    });
  }

  private link(identity: Identity, trust: Trust): ChainLink {
    const role = { arn: settled(trust.role.arn), trust: this.compiled(trust) };
    return { caller: this.caller(identity), trust, role };
  }
}

const keyOf = ({ root }: { readonly root: string }, arn: PartialText): string => `${root}\n${rawText(arn)}`;

/** Of several that share an ARN of which not all is known, it cannot be told which one is meant. */
function add<T>(found: Map<string, T | undefined>, identity: Identity, one: T): void {
  const key = keyOf(identity, identity.arn);
  found.set(key, found.has(key) && !isKnown(settled(identity.arn)) ? undefined : one);
}

const isAssuming = ({ effect, actions, resources }: Statement): boolean =>
  effect === "Allow" &&
  !actions.not &&
  !resources?.not &&
  actions.patterns.some((pattern) => /^sts:assumerole$/i.test(rawText(pattern)));

function callerOf(identity: Identity, known: boolean): Caller {
  const grants = permissionsOf(identity);
  const documents = grants.map((grant) => (grant.kind === "managed" ? grant.policy?.document : grant.document));
  const statements = settledStatements(documents.flatMap((document) => document?.statements ?? []));
  const boundary = identity.boundary?.policy?.document;
  const arn = settled(identity.arn);
  return {
    identity,
    arn,
    requester: { kind: identity.kind === "user" ? "user" : "role", arn },
    statements,
    policies: [compilePolicy(`policies of ${identity.address}`, statements)],
    ...(boundary && {
      boundary: compilePolicy(`boundary of ${identity.address}`, settledStatements(boundary.statements)),
    }),
    known:
      known &&
      !identity.givenTo &&
      documents.every((document) => document?.complete) &&
      (identity.boundary === undefined || boundary?.complete === true),
  };
}

const settledStatements = (statements: readonly Statement[]): Statement[] =>
  statements.map((statement) => ({
    ...statement,
    ...(statement.resources && {
      resources: { ...statement.resources, patterns: statement.resources.patterns.map(settled) },
    }),
    ...(statement.principals && {
      principals: {
        ...statement.principals,
        members: statement.principals.members.map((member) => ({ ...member, id: settled(member.id) })),
      },
    }),
  }));

/** Whether both sides allow the step. */
export const taken = ({ caller, role }: ChainLink): Decision =>
  assumeRole({
    requester: caller.requester,
    role,
    context: UNKNOWN_CONTEXT,
    policies: { identity: caller.policies, boundary: caller.boundary },
  });

/** What the trust policy alone decides for a caller whose own policies allow everything. */
export const trusted = ({ caller, role }: ChainLink, action: string): Decision["outcome"] =>
  evaluate(
    { requester: caller.requester, action, resource: role.arn, context: UNKNOWN_CONTEXT },
    { identity: [EVERYTHING], resource: [role.trust], resourceMustAllow: true },
  ).outcome;

/** What the caller's own policies alone decide. */
export const permitted = ({ caller, role }: ChainLink, action: string): Decision["outcome"] =>
  evaluate(
    {
      requester: caller.requester,
      action,
      resource: role.arn,
      resourceAccount: arnComponents(caller.arn)[4],
      context: UNKNOWN_CONTEXT,
    },
    { identity: caller.policies, boundary: caller.boundary },
  ).outcome;
