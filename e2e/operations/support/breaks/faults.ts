import type { Fault } from "../launcher";
import type { Break } from "./break";

/** AWS itself: each call of the action is broken. */
const fault = (action: string, kind: Fault): Break["break"] => {
  return async ({ launcher }) => {
    await launcher.fault(action, kind);
    return () => launcher.reset();
  };
};

export const FAULTS: readonly Break[] = [
  {
    name: "AWS does not answer one call",
    fails: ["user"],
    why: /iam:GetUser got no answer within 8 s/,
    break: fault("GetUser", "hang"),
  },
  {
    name: "AWS throttles",
    fails: ["access-keys"],
    why: /AWS throttles iam:ListAccessKeys \(Throttling\) after 3 attempts/,
    break: fault("ListAccessKeys", "throttle"),
  },
  {
    name: "AWS has an internal error",
    fails: ["policies"],
    why: /iam:GetPolicyVersion failed after 3 attempts: InternalFailure \(HTTP 500\)/,
    break: fault("GetPolicyVersion", "error"),
  },
  {
    name: "AWS breaks off the connection",
    fails: ["oidc-provider"],
    why: /iam:GetOpenIDConnectProvider could not be sent/,
    break: fault("GetOpenIDConnectProvider", "before"),
  },
];
