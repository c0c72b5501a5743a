import type { AccessModel, Grant, Identity, Location, PolicyDocument, PolicyReference } from "../../../../access/model";
import { permissionsOf } from "../../../../access/model";
import { contextOf } from "../../../../access/policy/context";
import { evaluate } from "../../../../access/policy/evaluate";
import { compilePolicy, type Policy } from "../../../../access/policy/policy";
import type { Decision } from "../../../../access/policy/request";
import type { Requester } from "../../../../access/policy/requester";
import { UNKNOWN } from "../../../../access/text";

/** Whoever has policies: an identity, or of a policy that nobody here has, whoever will. */
export interface Holder {
  readonly at: Location;
  /** `role deploy`, `whoever has policy deploy`. */
  readonly name: string;
  readonly requester: Requester & { readonly arn: string };
  /** Its policies, as far as they are declared. */
  readonly documents: readonly PolicyDocument[];
  readonly boundary?: PolicyReference;
  /** Whether these are all its policies, and every statement of them is known. */
  readonly complete: boolean;
}

const holders = new WeakMap<AccessModel, readonly Holder[]>();

export function holdersOf(model: AccessModel): readonly Holder[] {
  const before = holders.get(model);
  if (before) return before;
  const { identities, policies } = model;
  const had = new Set(identities.flatMap(({ grants, boundary }) => [...grants.map(policyOf), boundary?.policy]));
  const found = [
    ...identities.filter((identity) => permissionsOf(identity).length > 0).map(identityHolder),
    ...policies
      .filter((policy) => !had.has(policy))
      .map((policy): Holder => {
        const arn = `arn:${UNKNOWN}:iam::${UNKNOWN}:role/${UNKNOWN}`;
        return {
          at: policy,
          name: `whoever has policy ${policy.name}`,
          requester: { kind: "role", arn },
          documents: [policy.document],
          complete: false,
        };
      }),
  ];
  holders.set(model, found);
  return found;
}

const policyOf = (grant: Grant) => (grant.kind === "managed" ? grant.policy : undefined);

const documentOf = (grant: Grant) => (grant.kind === "managed" ? grant.policy?.document : grant.document);

function identityHolder(identity: Identity): Holder {
  const documents = permissionsOf(identity).map(documentOf);
  const known = [...new Set(documents.filter((document) => document !== undefined))];
  const { kind, name, arn, boundary, declared } = identity;
  return {
    at: identity,
    name: `${kind} ${name}`,
    requester: { kind: kind === "role" ? "role" : "user", arn: kind === "group" ? memberArn(identity) : arn },
    documents: known,
    boundary,
    complete: declared && documents.every((document) => document?.complete === true),
  };
}

/** Some user of the group. */
const memberArn = ({ arn }: Identity): string => arn.replace(/:group\/.*$/s, `:user/${UNKNOWN}`);

const policies = new WeakMap<PolicyDocument, Policy>();

export function compiled(document: PolicyDocument): Policy {
  const before = policies.get(document);
  if (before) return before;
  const policy = compilePolicy(document.address, document.statements);
  policies.set(document, policy);
  return policy;
}

/** A call to AWS, of whose condition keys only those in `known` are known. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly known?: Readonly<Record<string, string>>;
}

/**
 * What AWS would answer a holder.
 * @param compile makes policies of documents. @default as they are
 */
export function decide(
  { requester, documents, boundary }: Holder,
  { action, resource, known = {} }: Question,
  compile: (document: PolicyDocument) => Policy = compiled,
): Decision {
  const context = contextOf(known, () => true);
  return evaluate(
    { requester, action, resource, context },
    { identity: documents.map(compile), ...(boundary && { boundary: limitOf(boundary, compile) }) },
  );
}

/** Of a boundary that is not declared here nothing is known: it may permit everything or nothing. */
function limitOf({ policy, arn }: PolicyReference, compile: (document: PolicyDocument) => Policy): Policy {
  if (policy?.document.complete) return compile(policy.document);
  const anything = { not: false, patterns: [UNKNOWN] };
  return compilePolicy(arn, [{ effect: "Allow", actions: anything, resources: anything, conditions: [] }]);
}

/** Whether any Allow statement names the action (in lower case): it settles most questions without evaluating. */
export const mayAllow = ({ documents }: Holder, action: string): boolean =>
  documents.some((document) =>
    compiled(document)
      .concerning(action)
      .allows.some((statement) => statement.action.matches(action) !== false),
  );
