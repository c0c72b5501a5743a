// The simulator's licence is the AGPL: what is in testing/ is for tests only and never built or packed.
import { runSimulation } from "@cloud-copilot/iam-simulate";
import { contextOf } from "../context";
import { evaluate } from "../evaluate";
import { type PolicyKind, parsePolicy } from "../parse";
import { compilePolicy } from "../policy";
import type { Decision } from "../request";
import type { Requester } from "../requester";

export const ACCOUNT = "123456789012";
export const USER = `arn:aws:iam::${ACCOUNT}:user/bob`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run`;
export const OTHER_ACCOUNT = "111122223333";

/** Values of condition keys. */
export type Values = Readonly<Record<string, string | string[]>>;
export interface Document {
  readonly Version: string;
  readonly Statement: readonly object[];
}
/** A request and every policy that applies to it. */
export interface Case {
  readonly who: "user" | "role";
  readonly action: string;
  readonly resource: string;
  readonly owner?: string;
  readonly context?: Values;
  readonly identity: readonly Document[];
  readonly boundary?: Document;
  readonly session?: Document;
  /** Bucket, key or trust policy. */
  readonly attached?: Document;
}

/** What follows from the requester: our evaluator adds it, the simulator must be given it. */
const IMPLIED: Record<Case["who"], { readonly requester: Requester; readonly principal: string; keys: Values }> = {
  user: {
    requester: { kind: "user", arn: USER, id: "AIDAEXAMPLE" },
    principal: USER,
    keys: {
      "aws:PrincipalArn": USER,
      "aws:PrincipalAccount": ACCOUNT,
      "aws:PrincipalType": "User",
      "aws:PrincipalIsAWSService": "false",
      "aws:userid": "AIDAEXAMPLE",
      "aws:username": "bob",
    },
  },
  role: {
    requester: { kind: "role", arn: ROLE, session: "run", id: "AROAEXAMPLE" },
    principal: SESSION,
    keys: {
      "aws:PrincipalArn": ROLE,
      "aws:PrincipalAccount": ACCOUNT,
      "aws:PrincipalType": "AssumedRole",
      "aws:PrincipalIsAWSService": "false",
      "aws:userid": "AROAEXAMPLE:run",
    },
  },
};

const isTrust = ({ action }: Case) => action === "sts:AssumeRole";

/**
 * "allowed" or "denied", as another implementation of the same logic says.
 * @throws if it rejects a policy or the request, or ignores a condition key that the action does not have
 */
export async function theirs(of: Case): Promise<"allowed" | "denied"> {
  const { who, action, resource, owner = ACCOUNT, context, identity, boundary, session, attached } = of;
  const { principal, keys } = IMPLIED[who];
  const result = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: owner },
        contextVariables: { ...keys, ...context },
      },
      identityPolicies: identity.map((policy, index) => ({ name: `identity ${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary && { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
      ...(session && { sessionPolicy: session }),
      ...(attached && { resourcePolicy: attached }),
    },
    {},
  );
  if (result.resultType !== "single") throw new Error(JSON.stringify(result));
  const { ignoredContextKeys = [] } = result.result;
  if (ignoredContextKeys.length > 0) throw new Error(`${action} has no ${ignoredContextKeys.join(", ")}`);
  return result.overallResult === "Allowed" ? "allowed" : "denied";
}

/** "allowed", "denied" or "unknown". @throws if a policy has a problem */
export function ours(of: Case): Decision["outcome"] {
  const { who, action, resource, owner = ACCOUNT, context = {}, identity, boundary, session, attached } = of;
  const compiled = (label: string, document: Document, kind: PolicyKind) => {
    const { statements, problems } = parsePolicy(document, kind);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return compilePolicy(label, statements);
  };
  return evaluate(
    { requester: IMPLIED[who].requester, action, resource, resourceAccount: owner, context: contextOf(context) },
    {
      identity: identity.map((document, index) => compiled(`identity ${index}`, document, "identity")),
      boundary: boundary && compiled("boundary", boundary, "identity"),
      session: session && [compiled("session", session, "identity")],
      resource: attached ? [compiled("attached", attached, isTrust(of) ? "trust" : "resource")] : [],
      resourceMustAllow: isTrust(of) || action.startsWith("kms:"),
    },
  ).outcome;
}
