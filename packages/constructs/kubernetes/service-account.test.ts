import { serviceAccount } from "./service-account";

it("gives no pod a token of the cluster", () => {
  expect(serviceAccount({ name: "openhands", namespace: "agents" })).toEqual({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "openhands", namespace: "agents" },
    automountServiceAccountToken: false,
  });
});

it("names the role that its pods assume in AWS", () => {
  const role = "arn:aws:iam::123456789012:role/refresher";
  expect(serviceAccount({ name: "openhands", namespace: "agents", role }).metadata.annotations).toEqual({
    "eks.amazonaws.com/role-arn": role,
  });
});
