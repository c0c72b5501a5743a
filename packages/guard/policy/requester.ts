import { type AnyText, NOTHING_KNOWN, type PartialText, partialText, rawText } from "../text";
import { arnComponents } from "./arn";
import { type Context, contextOf, shown } from "./context";

/**
 * Who sends a request. ARNs may contain UNKNOWN parts.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Requester =
  | {
      readonly kind: "user";
      readonly arn: AnyText;
      /** `AIDA...`, where known. */
      readonly id?: AnyText;
    }
  | {
      /** A session of the role. */
      readonly kind: "role";
      /** Of the role, `arn:aws:iam::123456789012:role/path/name`. */
      readonly arn: AnyText;
      /** The session's name, where known. */
      readonly session?: AnyText;
      /** `AROA...`, where known. */
      readonly id?: AnyText;
    }
  | {
      /** Session from GetFederationToken. */
      readonly kind: "federated-user";
      /** `arn:aws:sts::123456789012:federated-user/name` */
      readonly arn: AnyText;
      /** ARN of the user who asked for the token. */
      readonly user: AnyText;
    }
  | {
      /** A principal in the account to which its administrators permit everything. */
      readonly kind: "account";
      /** 12 digits. */
      readonly account: AnyText;
    }
  | {
      readonly kind: "service";
      /** `ec2.amazonaws.com` */
      readonly name: AnyText;
    }
  | {
      /** Bearer of an OIDC token; not yet a principal of any account. */
      readonly kind: "web-identity";
      /** The provider's URL without `https://`: `token.actions.githubusercontent.com`. */
      readonly issuer: AnyText;
    }
  | {
      readonly kind: "saml";
      /** `arn:aws:iam::123456789012:saml-provider/name` */
      readonly provider: AnyText;
    }
  | { readonly kind: "anonymous" };

/** Account id (it may contain UNKNOWN parts) of a requester that belongs to an account. */
export function requesterAccount(requester: Requester): PartialText | undefined {
  if (requester.kind === "account") return partialText`${requester.account}`;
  return "arn" in requester ? (arnComponents(requester.arn)[4] ?? NOTHING_KNOWN) : undefined;
}

/** For messages. */
export function requesterName(requester: Requester): string {
  switch (requester.kind) {
    case "account":
      return `the account ${named(requester.account)}`;
    case "service":
      return `the service ${named(requester.name)}`;
    case "web-identity":
      return `a token from ${named(requester.issuer)}`;
    case "saml":
      return `an assertion from ${named(requester.provider)}`;
    case "anonymous":
      return "anyone";
    default:
      return named(requester.arn);
  }
}

const named = (text: AnyText): string => shown(text).slice(1, -1);

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
    const { arn, id = NOTHING_KNOWN } = requester;
    const name = rawText(arn).slice(rawText(arn).lastIndexOf("/") + 1);
    return contextOf({
      ...common,
      "aws:PrincipalArn": arn,
      "aws:PrincipalType": "User",
      "aws:userid": id,
      "aws:username": name,
    });
  }
  if (requester.kind === "role") {
    const { arn, id = NOTHING_KNOWN, session = NOTHING_KNOWN } = requester;
    return contextOf({
      ...common,
      "aws:PrincipalArn": arn,
      "aws:PrincipalType": "AssumedRole",
      "aws:userid": partialText`${id}:${session}`,
    });
  }
  return contextOf({
    ...common,
    "aws:PrincipalArn": requester.kind === "federated-user" ? requester.arn : NOTHING_KNOWN,
    "aws:PrincipalType": "FederatedUser",
    "aws:userid": NOTHING_KNOWN,
  });
}
