import { z } from "zod";
import { Namespace, ObjectName, PlainText } from "../kubernetes-names";
import { PrincipalArn, RoleName } from "../names";
import { Subject } from "./github";
import { Review, Rotation } from "./schedules";
import { MaxSessionSeconds } from "./session";

const RBAC = "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects";

/** `system:` holds everyone and the administrators: `system:authenticated`, `system:masters`. */
const ClusterName = PlainText.regex(/^(?!system:)\S(?:.*\S)?$/, {
  error:
    "must be a name that does not begin with system:, which is reserved for the cluster; name a service account with serviceAccount and namespace",
});

const KINDS = ["user", "group", "serviceAccount"] as const;

const ClusterSubject = z
  .strictObject({
    user: ClusterName.optional().describe(`A user, as the cluster's authentication names it. ${RBAC}`),
    group: ClusterName.optional().describe(`A group, as the cluster's authentication names it. ${RBAC}`),
    serviceAccount: ObjectName.optional().describe(`A service account, which must already exist. ${RBAC}`),
    namespace: Namespace.optional().describe("The service account's namespace. Required with serviceAccount."),
  })
  .refine((subject) => KINDS.filter((kind) => subject[kind] !== undefined).length === 1, {
    error: `must have exactly one of ${KINDS.join(", ")}; write a second entry for a second subject`,
  })
  .refine(({ serviceAccount, namespace }) => (serviceAccount === undefined) === (namespace === undefined), {
    error: "must have namespace if it has serviceAccount, and only then",
  });
export type ClusterSubject = z.infer<typeof ClusterSubject>;

const assumable = (verb: string) => ({
  name: RoleName.default(`openhands-${verb}`).describe(
    "The role's name in AWS, which is its policy's, too. At most 64 characters. Changing it replaces both. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  ),
  principals: z
    .array(PrincipalArn)
    .default([])
    .describe(
      "Users and roles that may assume the role; they must exist. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    ),
  subjects: z
    .array(Subject)
    .default([])
    .describe(
      "Runs of GitHub workflows that may assume the role. https://docs.github.com/en/actions/concepts/security/openid-connect",
    ),
  maxSessionSeconds: MaxSessionSeconds,
});

const cluster = z
  .array(ClusterSubject)
  .default([])
  .describe(
    `Who gets the verb's rights in the cluster. Without any, they are not exported. Only with the section kubernetes. ${RBAC}`,
  );

const somebody = ({ principals, subjects }: { principals: readonly unknown[]; subjects: readonly unknown[] }) =>
  principals.length + subjects.length > 0;
const NOBODY = { error: "must have principals or subjects, otherwise nobody can assume the role" };

const RoleOfVerb = (verb: string, why: string, command = verb) =>
  z
    .strictObject({ ...assumable(verb), cluster })
    .refine(somebody, NOBODY)
    .optional()
    .describe(`The role with what ${command} needs: ${why}. Default: none.`);

const Roles = z
  .strictObject({
    verify: RoleOfVerb("verify", "it reads"),
    rotate: RoleOfVerb("rotate", "it reads; with --apply, Terraform needs its own rights as well"),
    revoke: z
      .strictObject(assumable("revoke"))
      .refine(somebody, NOBODY)
      .optional()
      .describe(
        "The role with what revoke needs: it disables keys and denies sessions, and needs no rights in the cluster. Default: none.",
      ),
    rollback: RoleOfVerb("rollback", "it removes what revoke left; Terraform needs its own rights as well"),
    issuer: RoleOfVerb(
      "issuer",
      "it compares the documents in kubernetes.identity.issuer.bucket with the cluster's, and writes them",
      "issuer publish",
    ),
  })
  .refine((roles) => Object.values(roles).some((role) => role !== undefined), {
    error: "must have at least one of verify, rotate, revoke, rollback, issuer",
  })
  .describe("A role for each verb, with that verb's rights only. Required.");

export const Operations = z.strictObject({ roles: Roles, rotation: Rotation, review: Review });
export type Operations = z.infer<typeof Operations>;
export type OperationRole = NonNullable<Operations["roles"][keyof Operations["roles"]]>;
