import type { Rule, Severity } from "../../rule";
import { type PartialText, rawText, readable, UNKNOWN } from "../../text";

interface Broad {
  readonly name: RegExp;
  readonly gives: string;
  readonly severity: Severity;
}

const BROAD: readonly Broad[] = [
  { name: /^AdministratorAccess$/, gives: "every action on every resource", severity: "error" },
  { name: /^IAMFullAccess$/, gives: "every IAM action, and with it any permission", severity: "error" },
  { name: /^PowerUserAccess$/, gives: "every action except those of IAM and AWS Organizations", severity: "warning" },
  { name: /^job-function\/SystemAdministrator$/, gives: "most of what an administrator can do", severity: "warning" },
  { name: /^AmazonSSMReadOnlyAccess$/, gives: "read access to every parameter", severity: "warning" },
  {
    name: /^(SecretsManagerReadWrite|SecretsManagerFullAccess)$/,
    gives: "read access to every secret",
    severity: "warning",
  },
  { name: /^ReadOnlyAccess$/, gives: "read access to the data in every bucket, table and queue", severity: "warning" },
  {
    name: /^[\w/-]+FullAccess(_v\d)?$/,
    gives: "every action of a service on all of its resources",
    severity: "warning",
  },
];

const OF_AWS = /^arn:[^:]*:iam::aws:policy\/(?:service-role\/)?(.+)$/s;
/** A policy that is looked up by the name of an AWS managed policy: nothing else shows that it is one. */
const LOOKED_UP = new RegExp(
  `^arn:[^:]*:iam::${UNKNOWN}:policy/${UNKNOWN}(AdministratorAccess|(?:IAM|Amazon\\w+)FullAccess|PowerUserAccess|ReadOnlyAccess)$`,
);

const nameOf = (arn: PartialText): string | undefined =>
  (OF_AWS.exec(rawText(arn)) ?? LOOKED_UP.exec(rawText(arn)))?.[1];

export const broadManagedPolicy: Rule = {
  id: "broad-managed-policy",
  area: "permission",
  severity: "warning",
  what: "An AWS managed policy that grants a whole service, or everything, is attached.",
  why: "AWS writes these policies for a quick start: they name no resources, and AWS adds actions to them over time.",
  fix: "Write a policy with only the actions and resources that are needed.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
  *check({ identities }) {
    for (const identity of identities)
      for (const grant of identity.grants) {
        if (grant.kind !== "managed") continue;
        const name = nameOf(grant.arn);
        const broad = name === undefined ? undefined : BROAD.find((one) => one.name.test(name));
        if (!broad) continue;
        const { gives, severity } = broad;
        const limit = identity.boundary ? ", limited by its permissions boundary" : "";
        yield {
          at: grant.attachment,
          message: `${name} gives ${identity.kind} ${readable(identity.name)} ${gives}${limit}.`,
          severity: identity.boundary && severity === "error" ? "warning" : severity,
        };
      }
  },
};
