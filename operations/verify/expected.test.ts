import { testWorld } from "../../tools/verify-world";

it("is what the exported JSON says, with its variables' values", async () => {
  const { expected } = await testWorld(
    "kubernetes: {}\ndeploy: {build: {chained: {bucket: artifacts-a}}, sync: {bucket: site-b}}",
  );
  expect(expected.roles.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["openhands-runtime-role", "openhands-session-role", "github-oidc-role"]),
  );
  expect(expected.accessKeys).toEqual([{ user: "bedrock-openhands-user", status: "Active" }]);
  expect(expected.parameters).toContainEqual({
    name: "/openhands/config/bucket",
    type: "String",
    value: "openhands-data",
  });
  expect(expected.parameters).toContainEqual({ name: "bedrock-access-key-id", type: "SecureString" });
  expect(JSON.stringify(expected)).not.toMatch(/\$\{|\uFFFC/);
});

it("tells our identities from those that are only named", async () => {
  const { expected } = await testWorld("externalSecrets: {user: operator}");
  const user = (wanted: string) => expected.attachments.find(({ name }) => name === wanted);
  expect(user("operator")).toMatchObject({
    ours: false,
    managed: ["arn:aws:iam::123456789012:policy/openhands-external-secrets"],
  });
  expect(user("bedrock-openhands-user")).toMatchObject({ ours: true });
});

it("is the design's ten resources as designed", async () => {
  const { expected } = await testWorld("posture: as-designed");
  expect(expected.roles).toHaveLength(1);
  expect(expected.policies).toHaveLength(2);
  expect(expected.parameters).toHaveLength(2);
});
