import { type PolicyRule, rbac } from "./rbac";

const rule = { apiGroups: [""], resources: ["pods"], verbs: ["list"] };
const apiGroup = "rbac.authorization.k8s.io";

it("is a Role in a namespace, bound to a user, a group and a service account", () => {
  const { role, binding } = rbac({
    ...{
      name: "reader",
      namespace: "openhands",
      rules: [{ ...rule, resourceNames: undefined, namespace: "openhands" } as PolicyRule],
    },
    subjects: [
      { kind: "User", name: "alice" },
      { kind: "Group", name: "oncall" },
      { kind: "ServiceAccount", name: "runner", namespace: "ci" },
    ],
  });
  const metadata = { name: "reader", namespace: "openhands" };
  expect(role).toEqual({ apiVersion: `${apiGroup}/v1`, kind: "Role", metadata, rules: [rule] });
  expect(Object.keys((role.rules as object[])[0] ?? {})).toEqual(["apiGroups", "resources", "verbs"]);
  expect(binding).toEqual({
    ...{ apiVersion: `${apiGroup}/v1`, kind: "RoleBinding", metadata },
    roleRef: { apiGroup, kind: "Role", name: "reader" },
    subjects: [
      { apiGroup, kind: "User", name: "alice" },
      { apiGroup, kind: "Group", name: "oncall" },
      { kind: "ServiceAccount", name: "runner", namespace: "ci" },
    ],
  });
});

it("has paths of the API server itself", () => {
  const rules = [{ nonResourceURLs: ["/version"], verbs: ["get"], namespace: undefined }];
  const { role } = rbac({ name: "reader", rules, subjects: [{ kind: "User", name: "alice" }] });
  expect(role.rules).toStrictEqual([{ nonResourceURLs: ["/version"], verbs: ["get"] }]);
});

it("is a ClusterRole without a namespace", () => {
  const { role, binding } = rbac({ name: "reader", rules: [rule], subjects: [{ kind: "User", name: "alice" }] });
  expect([role.kind, role.metadata]).toEqual(["ClusterRole", { name: "reader" }]);
  expect([binding.kind, binding.metadata]).toEqual(["ClusterRoleBinding", { name: "reader" }]);
  expect(binding.roleRef).toMatchObject({ kind: "ClusterRole" });
});
