import { UNKNOWN } from "../text";
import { arnComponents } from "./arn";
import { type Context, contextOf, shown } from "./context";

/**
 * Who sends a request. ARNs may contain UNKNOWN parts.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Requester =
  | {
      readonly kind: "user";
      readonly arn: string;
      /** `AIDA...`, where known. */
      readonly id?: string;
    }
  | {
      /** A session of the role. */
      readonly kind: "role";
      /** Of the role, `arn:aws:iam::123456789012:role/path/name`. */
      readonly arn: string;
      /** The session's name, where known. */
      readonly session?: string;
      /** `AROA...`, where known. */
      readonly id?: string;
    }
  | {
      /** Session from GetFederationToken. */
      readonly kind: "federated-user";
      /** `arn:aws:sts::123456789012:federated-user/name` */
      readonly arn: string;
      /** ARN of the user who asked for the token. */
      readonly user: string;
    }
  | {
      /** A principal in the account to which its administrators permit everything. */
      readonly kind: "account";
      /** 12 digits. */
      readonly account: string;
    }
  | {
      readonly kind: "service";
      /** `ec2.amazonaws.com` */
      readonly name: string;
    }
  | {
      /** Bearer of an OIDC token; not yet a principal of any account. */
      readonly kind: "web-identity";
      /** The provider's URL without `https://`: `token.actions.githubusercontent.com`. */
      readonly issuer: string;
    }
  | {
      readonly kind: "saml";
      /** `arn:aws:iam::123456789012:saml-provider/name` */
      readonly provider: string;
    }
  | { readonly kind: "anonymous" };

/** Account id (it may contain UNKNOWN parts) of a requester that belongs to an account. */
export function requesterAccount(requester: Requester): string | undefined {
  if (requester.kind === "account") return requester.account;
  return "arn" in requester ? (arnComponents(requester.arn)[4] ?? UNKNOWN) : undefined;
}

/** For messages. */
export function requesterName(requester: Requester): string {
  switch (requester.kind) {
    case "account":
      return `the account ${requester.account}`;
    case "service":
      return `the service ${requester.name}`;
    case "web-identity":
      return `a token from ${requester.issuer}`;
    case "saml":
      return `an assertion from ${readable(requester.provider)}`;
    case "anonymous":
      return "anyone";
    default:
      return readable(requester.arn);
  }
}

const readable = (arn: string): string => shown(arn).slice(1, -1);

/**
 * The keys that follow from the requester.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function requesterContext(requester: Requester): Context {
  const { kind } = requester;
  if (kind === "service")
    return contextOf({ "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": requester.name });
  const account = requesterAccount(requester);
  if (account === undefined) return contextOf({});

  const common = { "aws:PrincipalAccount": account, "aws:PrincipalIsAWSService": "false" };
  if (requester.kind === "account")
    return contextOf(common, (key) => /^aws:(principal(arn|type)|userid|username)$/.test(key));
  if (requester.kind === "user") {
    const { arn, id = UNKNOWN } = requester;
    const username = arn.slice(arn.lastIndexOf("/") + 1);
    return contextOf({
      ...common,
      "aws:PrincipalArn": arn,
      "aws:PrincipalType": "User",
      "aws:userid": id,
      "aws:username": username,
    });
  }
  if (requester.kind === "role") {
    const { arn, id = UNKNOWN, session = UNKNOWN } = requester;
    return contextOf({
      ...common,
      "aws:PrincipalArn": arn,
      "aws:PrincipalType": "AssumedRole",
      "aws:userid": `${id}:${session}`,
    });
  }
  return contextOf({
    ...common,
    "aws:PrincipalArn": requester.kind === "federated-user" ? requester.arn : UNKNOWN,
    "aws:PrincipalType": "FederatedUser",
    "aws:userid": UNKNOWN,
  });
}
