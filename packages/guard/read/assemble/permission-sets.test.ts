import type { AccessModel } from "../../model";
import { readable } from "../../text";
import { readTerraform } from "..";

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
});
const VARIABLES = { a: {}, b: {} };

const read = (resource: object): Promise<AccessModel> =>
  readTerraform([{ path: "main.tf.json", text: JSON.stringify({ variable: VARIABLES, resource }) }]);
const grantsOf = ({ identities }: AccessModel) =>
  identities.map(({ grants }) =>
    grants.map((grant) => (grant.kind === "inline" ? grant.attachment.address : grant.policy?.address)),
  );

it("takes sets that are not known for the same only where they are taken from the same place", async () => {
  const model = await read({
    aws_ssoadmin_permission_set_inline_policy: {
      one: { permission_set_arn: "${var.a}", inline_policy: POLICY },
      two: { permission_set_arn: "${var.a}", inline_policy: POLICY },
      other: { permission_set_arn: "${var.b}", inline_policy: POLICY },
    },
  });
  const address = "aws_ssoadmin_permission_set_inline_policy";
  expect(grantsOf(model)).toEqual([[`${address}.one`, `${address}.two`], [`${address}.other`]]);
});

describe("a policy that Identity Center finds by its name", () => {
  const attached = (name: string, policies: object) =>
    read({
      aws_iam_policy: policies,
      aws_ssoadmin_customer_managed_policy_attachment: {
        c: { permission_set_arn: "arn:aws:sso:::permissionSet/s/p", customer_managed_policy_reference: [{ name }] },
      },
    });
  const prefixed = (prefix: string) => ({ name_prefix: prefix, policy: POLICY });

  it.each<[string, string, object, string | undefined, string[]]>([
    ["has that name", "p", { p: { name: "p", policy: POLICY } }, "aws_iam_policy.p", []],
    ["is referred to", "${aws_iam_policy.q.name}", { p: prefixed("x"), q: prefixed("x") }, "aws_iam_policy.q", []],
    [
      "is not known, nor whether it is the declared one",
      "${var.a}",
      { p: prefixed("") },
      undefined,
      ["variable a has no default"],
    ],
    [
      "may be a declared one whose name is not known",
      "p",
      { p: prefixed("") },
      undefined,
      ["its content is not in these files"],
    ],
    [
      "is one of several",
      "p",
      { p: { name: "p", policy: POLICY }, q: { name: "p", path: "/q/", policy: POLICY } },
      undefined,
      ["p is declared more than once"],
    ],
  ])("%s", async (_, name, policies, expected, whys) => {
    const model = await attached(name, policies);
    expect(grantsOf(model)).toEqual([[expected]]);
    expect(model.unknowns.map(({ why }) => why)).toEqual(whys);
  });
});

it("names the role of a set whose name is not known", async () => {
  const model = await read({ aws_ssoadmin_permission_set: { s: { name: "${var.a}" } } });
  expect(model.identities.map(({ name }) => readable(name))).toEqual(["AWSReservedSSO_<unknown>_<unknown>"]);
});

it.each<[set: string, whys: string[]]>([
  ["${aws_ssoadmin_permission_set.s.arn}", []],
  ["${data.aws_ssoadmin_permission_set.d.arn}", ["the permission set that it names is not in the input"]],
  ["arn:aws:sso:::permissionSet/s/p", ["the permission set that it names is not in the input"]],
])("says that the set %s of an assignment was not read", async (permission_set_arn, whys) => {
  const text = JSON.stringify({
    data: { aws_ssoadmin_permission_set: { d: { name: "Admin" } } },
    resource: {
      aws_ssoadmin_permission_set: { s: { name: "s" } },
      aws_ssoadmin_account_assignment: { a: { permission_set_arn, principal_id: "p", target_id: "123456789012" } },
    },
  });
  const { unknowns } = await readTerraform([{ path: "main.tf.json", text }]);
  expect(unknowns.map(({ why }) => why)).toEqual(whys);
});
