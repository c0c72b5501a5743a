import type { BadCase, Body } from "./bad-case";
import { type CloudRole, roleOf } from "./cloud-role";
import { escaped, literal, yaml } from "./expression";
import { DOCUMENTS, ROLES } from "./kind";
import { blocksOf, dynamicOf } from "./statement-blocks";
import { rewritten } from "./value-ways";
import type { Tree, Way } from "./way";

/** Policy documents, made by other means. */
export const DOCUMENT_WAYS: readonly Way[] = [
  fromData("in a data source", (document) => ({ statement: blocksOf(document) })),
  fromData("in dynamic blocks of a data source", (document) => ({
    dynamic: { statement: dynamicOf(blocksOf(document)) },
  })),
  fromData("in a document that another one includes", (document) => ({ source_policy_documents: [json(document)] })),
  fromData("in a document that overrides another one", (document) => ({
    override_policy_documents: [json(document)],
  })),
  otherwise("in a stack of CloudFormation", (role) => stack({ template_body: encoded(templateOf(role)) })),
  otherwise("in a stack of CloudFormation in YAML", (role) =>
    stack({ template_body: escaped(yaml(templateOf(role))) }),
  ),
  otherwise("in a stack of CloudFormation in a file", (role) => ({
    ...stack({ template_body: '${file("${path.module}/stack.yaml")}' }),
    "stack.yaml": yaml(templateOf(role)),
  })),
  otherwise("in a stack of CloudFormation at a URL", () => stack({ template_url: "https://example.com/stack.yaml" })),
  otherwise("in a stack set of CloudFormation", (role) =>
    resource("aws_cloudformation_stack_set", { name: "s", template_body: encoded(templateOf(role)) }),
  ),
  otherwise("in a template of CloudFormation alone", (role) => ({ "stack.yaml": yaml(templateOf(role)) })),
  otherwise("in a template of CloudFormation alone, as JSON", (role) => ({
    "stack.json": JSON.stringify(templateOf(role)),
  })),
  otherwise("in a template of SAM", (role) => ({
    "template.yaml": yaml({ Transform: "AWS::Serverless-2016-10-31", ...templateOf(role) }),
  })),
  otherwise("in the provider of Cloud Control", ({ AssumeRolePolicyDocument, Policies }) =>
    resource("awscc_iam_role", {
      role_name: "r",
      assume_role_policy_document: encoded(AssumeRolePolicyDocument),
      policies: Policies.map(({ PolicyName, PolicyDocument }) => ({
        policy_name: PolicyName,
        policy_document: encoded(PolicyDocument),
      })),
    }),
  ),
  otherwise("in a resource of Cloud Control", (role) =>
    resource("aws_cloudcontrolapi_resource", { type_name: "AWS::IAM::Role", desired_state: encoded(role) }),
  ),
  otherwise("in arguments of a module that was not read", ({ AssumeRolePolicyDocument, Policies }) => ({
    "main.tf.json": JSON.stringify({
      module: {
        m: {
          source: "octo-org/role/aws",
          version: "1.2.3",
          assume_role_policy: encoded(AssumeRolePolicyDocument),
          policies: Policies.map(({ PolicyDocument }) => encoded(PolicyDocument)),
        },
      },
    }),
  })),
];

/** Each document as the JSON of a data source. */
function fromData(name: string, declared: (document: Body) => Body): Way {
  return {
    name,
    of: DOCUMENTS,
    hide: (bad) =>
      rewritten(bad, ({ document = {} }, id) => ({
        expression: `data.aws_iam_policy_document.${id}.json`,
        more: { data: { aws_iam_policy_document: { [id]: declared(document) } } },
      })),
  };
}

/** A role of its own, in place of all resources. */
function otherwise(name: string, declared: (role: CloudRole) => Tree): Way {
  return { name, of: ROLES, hide: (bad: BadCase) => declared(roleOf(bad)) };
}

const templateOf = (role: CloudRole): Body => ({
  AWSTemplateFormatVersion: "2010-09-09",
  Resources: { Role: { Type: "AWS::IAM::Role", Properties: role } },
});

const stack = (template: Body): Tree =>
  resource("aws_cloudformation_stack", { name: "s", capabilities: ["CAPABILITY_NAMED_IAM"], ...template });

const resource = (type: string, body: Body): Tree => ({
  "main.tf.json": JSON.stringify({ resource: { [type]: { hidden: body } } }),
});

/** As Terraform makes JSON of it. A text is JSON already, if not valid. */
const encoded = (value: unknown): string =>
  typeof value === "string" ? escaped(value) : `\${jsonencode(${literal(value)})}`;

const json = (document: Body): string => escaped(JSON.stringify(document));
