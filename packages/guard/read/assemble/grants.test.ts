import type { AccessModel, AttachedPolicy, Identity } from "../../model";
import { permissionsOf } from "../../model";
import { readable, UNKNOWN } from "../../text";
import { readTerraform } from "..";

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
});
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
});
const AWS_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/** A role, a user in a group, and two policies, with further resources. */
const read = (resource: object, more: object = {}): Promise<AccessModel> => {
  const base = {
    aws_iam_role: { r: { name: "role", assume_role_policy: TRUST } },
    aws_iam_user: { u: { name: "user", path: "/people/" } },
    aws_iam_group: { g: { name: "group" } },
    aws_iam_policy: { p: { name: "policy", policy: POLICY } },
  };
  const merged = { ...base, ...resource };
  return readTerraform([{ path: "main.tf.json", text: JSON.stringify({ resource: merged, ...more }) }]);
};
const shown = (grant: AttachedPolicy): string =>
  grant.kind === "inline" ? grant.document.argument : (grant.policy?.address ?? readable(grant.arn));
const grantsOf = ({ identities }: AccessModel, name: string): string[] =>
  permissionsOf(identities.find((identity) => readable(identity.name) === name) as Identity).map(shown);

it.each<[string, object, string, string[]]>([
  [
    "role attachment",
    {
      aws_iam_role_policy_attachment: { a: { role: "${aws_iam_role.r.name}", policy_arn: "${aws_iam_policy.p.arn}" } },
    },
    "role",
    ["aws_iam_policy.p"],
  ],
  [
    "role attachment by a literal name",
    { aws_iam_role_policy_attachment: { a: { role: "role", policy_arn: AWS_POLICY } } },
    "role",
    [AWS_POLICY],
  ],
  [
    "user attachment",
    { aws_iam_user_policy_attachment: { a: { user: "${aws_iam_user.u.name}", policy_arn: "${aws_iam_policy.p.id}" } } },
    "user",
    ["aws_iam_policy.p"],
  ],
  [
    "group attachment",
    {
      aws_iam_group_policy_attachment: { a: { group: "${aws_iam_group.g.id}", policy_arn: "${aws_iam_policy.p.arn}" } },
    },
    "group",
    ["aws_iam_policy.p"],
  ],
  [
    "attachment to all",
    {
      aws_iam_policy_attachment: {
        a: { name: "x", policy_arn: "${aws_iam_policy.p.arn}", roles: ["${aws_iam_role.r.name}"], users: ["user"] },
      },
    },
    "user",
    ["aws_iam_policy.p"],
  ],
  [
    "exclusive attachments",
    {
      aws_iam_role_policy_attachments_exclusive: {
        a: { role_name: "${aws_iam_role.r.name}", policy_arns: ["${aws_iam_policy.p.arn}", AWS_POLICY] },
      },
    },
    "role",
    ["aws_iam_policy.p", AWS_POLICY],
  ],
  [
    "policies in the role",
    {
      aws_iam_role: {
        r: {
          name: "role",
          assume_role_policy: TRUST,
          managed_policy_arns: [AWS_POLICY],
          inline_policy: [{ name: "i", policy: POLICY }, {}],
        },
      },
    },
    "role",
    [AWS_POLICY, "inline_policy[0].policy"],
  ],
  [
    "inline role policy",
    { aws_iam_role_policy: { a: { role: "${aws_iam_role.r.id}", policy: POLICY } } },
    "role",
    ["policy"],
  ],
  ["inline user policy", { aws_iam_user_policy: { a: { user: "user", policy: POLICY } } }, "user", ["policy"]],
  ["inline group policy", { aws_iam_group_policy: { a: { group: "group", policy: POLICY } } }, "group", ["policy"]],
  [
    "group of a user",
    {
      aws_iam_group_policy: { a: { group: "group", policy: POLICY } },
      aws_iam_user_group_membership: { m: { user: "${aws_iam_user.u.name}", groups: ["${aws_iam_group.g.name}"] } },
    },
    "user",
    ["policy"],
  ],
  [
    "users of a group",
    {
      aws_iam_group_policy: { a: { group: "group", policy: POLICY } },
      aws_iam_group_membership: { m: { name: "m", group: "${aws_iam_group.g.name}", users: ["user"] } },
    },
    "user",
    ["policy"],
  ],
  [
    "attachment to a role that is elsewhere",
    { aws_iam_role_policy_attachment: { a: { role: "other", policy_arn: "${aws_iam_policy.p.arn}" } } },
    "other",
    ["aws_iam_policy.p"],
  ],
])("%s", async (_, resource, name, expected) => {
  const model = await read(resource);
  expect(grantsOf(model, name)).toEqual(expected);
  expect(model.unknowns).toEqual([]);
});

it("keeps roles apart whose names AWS chooses", async () => {
  const model = await read({
    aws_iam_role: {
      a: { name_prefix: "x-", assume_role_policy: TRUST },
      b: { name_prefix: "x-", assume_role_policy: TRUST },
    },
    aws_iam_policy: { a: { policy: POLICY }, b: { policy: POLICY } },
    aws_iam_role_policy_attachment: {
      a: { role: "${aws_iam_role.a.name}", policy_arn: "${aws_iam_policy.a.arn}" },
      b: { role: "${aws_iam_role.b.name}", policy_arn: "${aws_iam_policy.b.arn}" },
    },
  });
  expect(model.identities.slice(0, 2).map(({ address, name, grants }) => [address, name, grants.map(shown)])).toEqual([
    ["aws_iam_role.a", `x-${UNKNOWN}`, ["aws_iam_policy.a"]],
    ["aws_iam_role.b", `x-${UNKNOWN}`, ["aws_iam_policy.b"]],
  ]);
  expect(model.unknowns).toEqual([]);
});

it("does not mistake an unknown name for the one role that is referred to", async () => {
  const model = await read(
    {
      aws_iam_role: { r: { name: "role", assume_role_policy: TRUST }, u: { assume_role_policy: TRUST } },
      aws_iam_policy_attachment: {
        a: { name: "a", policy_arn: "${aws_iam_policy.p.arn}", roles: ["${var.role}", "${aws_iam_role.r.name}"] },
        b: { name: "b", policy_arn: AWS_POLICY, roles: ["${aws_iam_role.u.name}", "${aws_iam_role.r.name}"] },
      },
    },
    { variable: { role: {} } },
  );
  expect(model.unknowns.map(({ address, what }) => [address, what])).toEqual([
    ["aws_iam_policy_attachment.a", "roles"],
  ]);
  expect(
    model.identities.filter(({ kind }) => kind === "role").map(({ address, grants }) => [address, grants.map(shown)]),
  ).toEqual([
    ["aws_iam_role.r", ["aws_iam_policy.p", AWS_POLICY]],
    ["aws_iam_role.u", [AWS_POLICY]],
    ["aws_iam_policy_attachment.a", ["aws_iam_policy.p"]],
  ]);
});

it("reports an unknown recipient of a policy, and an unknown policy", async () => {
  const model = await read(
    {
      aws_iam_role_policy_attachment: {
        a: { role: "${var.role}", policy_arn: "${aws_iam_policy.p.arn}" },
        b: { role: "role", policy_arn: "arn:aws:iam::123456789012:policy/elsewhere" },
      },
    },
    { variable: { role: {} } },
  );
  expect(model.unknowns.map(({ about, address, what, why }) => [about, address, what, why])).toEqual([
    ["identity", "aws_iam_role_policy_attachment.a", "role", "variable role has no default"],
    ["permission", "aws_iam_role_policy_attachment.b", "policy_arn", "the policy that it names is not in the input"],
  ]);
  expect(grantsOf(model, "<unknown>")).toEqual(["aws_iam_policy.p"]);
});

it("knows boundaries, looked-up roles and the path of a user", async () => {
  const model = await read(
    {
      aws_iam_role: { r: { name: "role", assume_role_policy: TRUST, permissions_boundary: "${aws_iam_policy.p.arn}" } },
      aws_iam_role_policy: { a: { role: "${data.aws_iam_role.old.name}", policy: POLICY } },
    },
    { data: { aws_iam_role: { old: { name: "old" } } } },
  );
  expect(model.identities).toMatchObject([
    { name: "role", declared: true, boundary: { policy: { address: "aws_iam_policy.p" } }, maxSessionDuration: 3600 },
    { name: "old", declared: false, address: "data.aws_iam_role.old", grants: [{ kind: "inline" }] },
    { name: "user", arn: `arn:aws:iam::${UNKNOWN}:user/people/user` },
    { name: "group" },
  ]);
});
