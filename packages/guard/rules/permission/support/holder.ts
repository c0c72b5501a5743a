import type { AccessModel, AttachedPolicy, Identity, Location, PolicyDocument, PolicyReference } from "../../../model";
import { permissionsOf } from "../../../model";
import { serviceOf } from "../../../policy/action-list";
import { contextOf } from "../../../policy/context";
import { evaluate } from "../../../policy/evaluate";
import { compilePolicy, type Policy } from "../../../policy/policy";
import type { Decision } from "../../../policy/request";
import type { Requester } from "../../../policy/requester";
import type { Statement } from "../../../policy/statement";
import { perObject, perText } from "../../../support/memo";
import {
  type AnyText,
  asPartial,
  NOTHING_KNOWN,
  type PartialText,
  partialText,
  rawText,
  readable,
  UNKNOWN,
} from "../../../text";
import { placedStatements } from "./placed-statement";

/** A principal with policies: an identity, or for a policy that is attached to none, anyone who will get it. */
export interface Holder {
  readonly at: Location;
  /** `role deploy`, `anyone with policy deploy`. */
  readonly name: string;
  /** Of the identity or policy itself: `deploy`. */
  readonly ownName: PartialText;
  readonly requester: Requester & { readonly arn: AnyText };
  /** Its policies, as far as they are declared. */
  readonly documents: readonly PolicyDocument[];
  readonly boundary?: PolicyReference;
  /** Whether these are all its policies, and every statement of them is known. */
  readonly complete: boolean;
}

export const holdersOf = perObject(({ identities, policies }: AccessModel): readonly Holder[] => {
  const had = new Set(identities.flatMap(({ grants, boundary }) => [...grants.map(policyOf), boundary?.policy]));
  return [
    ...identities.filter((identity) => permissionsOf(identity).length > 0 || identity.givenTo).map(identityHolder),
    ...policies
      .filter((policy) => !had.has(policy))
      .map((policy): Holder => {
        const arn = partialText`arn:${UNKNOWN}:iam::${UNKNOWN}:role/${UNKNOWN}`;
        return {
          at: policy,
          name: `anyone with policy ${readable(policy.name)}`,
          ownName: policy.name,
          requester: { kind: "role", arn },
          documents: [policy.document],
          complete: false,
        };
      }),
  ];
});

const policyOf = (grant: AttachedPolicy) => (grant.kind === "managed" ? grant.policy : undefined);

const documentOf = (grant: AttachedPolicy) => (grant.kind === "managed" ? grant.policy?.document : grant.document);

function identityHolder(identity: Identity): Holder {
  const documents = permissionsOf(identity).map(documentOf);
  const known = [...new Set(documents.filter((document) => document !== undefined))];
  const { kind, name, arn, boundary, declared, givenTo } = identity;
  return {
    at: identity,
    name: `${kind} ${readable(name)}`,
    ownName: name,
    requester: { kind: kind === "role" ? "role" : "user", arn: kind === "group" ? memberArn(identity) : arn },
    documents: known,
    boundary,
    complete: declared && !givenTo && documents.every((document) => document?.complete === true),
  };
}

/** Some user of the group. */
const memberArn = ({ arn }: Identity): PartialText =>
  asPartial(rawText(arn).replace(/:group\/.*$/s, `:user/${UNKNOWN}`));

/** Compiles only the statements of a document that may concern a service: compiling the others would be wasted work. */
export type Compile = (document: PolicyDocument, service: string) => Policy;

/** @param prepare changes each statement before it is compiled */
export function compiler(prepare: (statement: Statement) => Statement): Compile {
  const policyOf = perObject((document: PolicyDocument) =>
    perText((service: string) => {
      const concerned = placedStatements(document).filter(({ actions }) => actions.services?.has(service) ?? true);
      return compilePolicy(
        document.address,
        concerned.map(({ statement }) => prepare(statement)),
      );
    }),
  );
  return (document, service) => policyOf(document)(service);
}

const asTheyAre = compiler((statement) => statement);

/** A call to AWS, of whose condition keys only those in `known` are known. */
export interface Question {
  /** In lower case. */
  readonly action: string;
  readonly resource: AnyText;
  readonly known?: Readonly<Record<string, AnyText>>;
}

/** What AWS would answer a holder. @param compile compiles the documents as they are by default */
export function decide(holder: Holder, question: Question, compile: Compile = asTheyAre): Decision["outcome"] {
  const { requester, documents, boundary } = holder;
  const { action, resource, known = {} } = question;
  const context = contextOf(known, () => true);
  const service = serviceOf(action);
  const identity = documents.map((document) => compile(document, service));
  const limit = boundary && { boundary: limitOf(boundary, (document) => compile(document, service)) };
  return evaluate({ requester, action, resource, context }, { identity, ...limit }).outcome;
}

/** Of a boundary that is not declared here nothing is known: it may permit everything or nothing. */
function limitOf({ policy, arn }: PolicyReference, compile: (document: PolicyDocument) => Policy): Policy {
  if (policy?.document.complete) return compile(policy.document);
  const anything = { not: false, patterns: [NOTHING_KNOWN] };
  return compilePolicy(readable(arn), [{ effect: "Allow", actions: anything, resources: anything, conditions: [] }]);
}
