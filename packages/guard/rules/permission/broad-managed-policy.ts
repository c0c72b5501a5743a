import type { Rule, Severity } from "../../rule";
import { type PartialText, rawText, readable, UNKNOWN } from "../../text";

interface Broad {
  readonly name: RegExp;
  readonly gives: string;
  readonly severity: Severity;
}

const BROAD: readonly Broad[] = [
  { name: /^AdministratorAccess$/, gives: "every action on everything", severity: "error" },
  { name: /^IAMFullAccess$/, gives: "every action of IAM, and so any permission", severity: "error" },
  { name: /^PowerUserAccess$/, gives: "every action but those of IAM and the organization", severity: "warning" },
  { name: /^job-function\/SystemAdministrator$/, gives: "most of what an administrator may", severity: "warning" },
  { name: /^AmazonSSMReadOnlyAccess$/, gives: "every parameter to read", severity: "warning" },
  { name: /^(SecretsManagerReadWrite|SecretsManagerFullAccess)$/, gives: "every secret to read", severity: "warning" },
  { name: /^ReadOnlyAccess$/, gives: "the data of every bucket, table and queue to read", severity: "warning" },
  { name: /^[\w/-]+FullAccess(_v\d)?$/, gives: "every action of a service on all its resources", severity: "warning" },
];

const OF_AWS = /^arn:[^:]*:iam::aws:policy\/(?:service-role\/)?(.+)$/s;
/** A policy that is looked up by a name of AWS's own: whose it is shows only then. */
const LOOKED_UP = new RegExp(
  `^arn:[^:]*:iam::${UNKNOWN}:policy/${UNKNOWN}(AdministratorAccess|(?:IAM|Amazon\\w+)FullAccess|PowerUserAccess|ReadOnlyAccess)$`,
);

const nameOf = (arn: PartialText): string | undefined =>
  (OF_AWS.exec(rawText(arn)) ?? LOOKED_UP.exec(rawText(arn)))?.[1];

export const broadManagedPolicy: Rule = {
  id: "broad-managed-policy",
  area: "permission",
  severity: "warning",
  what: "A policy of AWS is attached that grants a whole service, or everything.",
  why: "It is made for people who try things out: it names no resource, and AWS adds to it.",
  fix: "Write a policy with the actions and resources that are needed.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
  *check({ identities }) {
    for (const identity of identities)
      for (const grant of identity.grants) {
        if (grant.kind !== "managed") continue;
        const name = nameOf(grant.arn);
        const broad = name === undefined ? undefined : BROAD.find((one) => one.name.test(name));
        if (!broad) continue;
        const { gives, severity } = broad;
        const limit = identity.boundary ? ", within its permissions boundary" : "";
        yield {
          at: grant.attachment,
          message: `${name} gives ${identity.kind} ${readable(identity.name)} ${gives}${limit}`,
          severity: identity.boundary && severity === "error" ? "warning" : severity,
        };
      }
  },
};
