import { type AccessModel, known } from "@openhands-aws/guard";

/** A policy that an identity has. */
export interface Attachments {
  readonly kind: "role" | "user";
  readonly name: string;
  readonly arn: string;
  /** Whether the stacks create it: then it has nothing else. */
  readonly ours: boolean;
  /** ARNs of managed policies. */
  readonly managed: readonly string[];
}

export interface ExpectedRole {
  readonly name: string;
  readonly arn: string;
  readonly trust: unknown;
  readonly maxSessionSeconds: number;
}

/** What the exported JSON says that the account has. */
export interface Expected {
  readonly attachments: readonly Attachments[];
  readonly roles: readonly ExpectedRole[];
  readonly policies: readonly { readonly name: string; readonly arn: string; readonly document: unknown }[];
  /** `value` only where the JSON has it. */
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly value?: string }[];
  readonly accessKeys: readonly { readonly user: string; readonly status: string }[];
}

/** @param model of all stacks, as the guard reads them */
export function expectedOf({ identities, policies, parameters, accessKeys }: AccessModel): Expected {
  type Text = Parameters<typeof known>[0];
  const text = (value: Text): string => known(value) ?? String(value);
  return {
    attachments: identities.flatMap(({ kind, name, arn, declared, grants }) =>
      kind === "group"
        ? []
        : {
            ...{ kind, name: text(name), arn: text(arn), ours: declared },
            managed: grants.flatMap((grant) => (grant.kind === "managed" ? text(grant.arn) : [])).sort(),
          },
    ),
    roles: identities.flatMap(({ kind, declared, name, arn, trust, maxSessionDuration }) =>
      kind === "role" && declared
        ? { name: text(name), arn: text(arn), trust: trust?.document, maxSessionSeconds: maxSessionDuration ?? 3600 }
        : [],
    ),
    policies: policies.map(({ name, arn, document }) => ({
      ...{ name: text(name), arn: text(arn), document: document.document },
    })),
    parameters: parameters.map(({ name, type, value }) => {
      const said = value && known(value.value as unknown as string);
      return { name: text(name), type: text(type), ...(said !== undefined && { value: said }) };
    }),
    accessKeys: accessKeys.map(({ user, status }) => ({ user: text(user), status: text(status) })),
  };
}
