import type { Json, Resolved } from "../../../model";
import { jsonOf } from "../../../support/json";
import { NOTHING_KNOWN } from "../../../text";
import { type CloudResource, memberOf } from "../cloud-resource";
import { items, type Part, part, SELF_ARN } from "./part";

export const permissionSetParts = (resource: CloudResource): Part[] => {
  const set = { permission_set_arn: SELF_ARN };
  const inline = resource.property("InlinePolicy");
  const managed = resource.property("ManagedPolicies");
  const own = resource.property("CustomerManagedPolicyReferences");
  const boundary = resource.property("PermissionsBoundary");
  const reference = (value: Json | undefined): Json =>
    jsonOf([{ name: memberOf(value, "Name") ?? NOTHING_KNOWN, path: memberOf(value, "Path") ?? "/" }]);
  const attached = (type: string, argument: string, list: Resolved | undefined, convert: (item: Json) => Json) =>
    (list ? items(list) : []).map((one, index) => ({
      type,
      suffix: `.${argument}[${index}]`,
      arguments: { ...set, [argument]: part(list as Resolved, convert(one)) },
    }));
  const limits = boundary?.value;
  const arn = memberOf(limits, "ManagedPolicyArn");
  return [
    ...(inline
      ? [
          {
            type: "aws_ssoadmin_permission_set_inline_policy",
            suffix: ".InlinePolicy",
            arguments: { ...set, inline_policy: inline },
          },
        ]
      : []),
    ...attached("aws_ssoadmin_managed_policy_attachment", "managed_policy_arn", managed, (one) => one),
    ...attached("aws_ssoadmin_customer_managed_policy_attachment", "customer_managed_policy_reference", own, reference),
    ...(boundary
      ? [
          {
            type: "aws_ssoadmin_permissions_boundary_attachment",
            suffix: ".PermissionsBoundary",
            arguments: {
              ...set,
              permissions_boundary: part(
                boundary,
                jsonOf([
                  arn === undefined
                    ? {
                        customer_managed_policy_reference: reference(
                          memberOf(limits, "CustomerManagedPolicyReference"),
                        ),
                      }
                    : { managed_policy_arn: arn },
                ]),
              ),
            },
          },
        ]
      : []),
  ];
};

export const accessEntryParts = (resource: CloudResource): Part[] => {
  const policies = resource.property("AccessPolicies");
  const [cluster, principal] = [resource.property("ClusterName"), resource.property("PrincipalArn")];
  return (policies ? items(policies) : []).map((one, index) => ({
    type: "aws_eks_access_policy_association",
    suffix: `.AccessPolicies[${index}]`,
    arguments: {
      cluster_name: cluster,
      principal_arn: principal,
      policy_arn: part(policies as Resolved, memberOf(one, "PolicyArn") ?? NOTHING_KNOWN),
      access_scope: part(policies as Resolved, accessScope(memberOf(one, "AccessScope"))),
    },
  }));
};

const accessScope = (scope: Json | undefined): Json =>
  jsonOf([{ type: memberOf(scope, "Type") ?? NOTHING_KNOWN, namespaces: memberOf(scope, "Namespaces") ?? null }]);
