import { testConfig } from "../../tools/test-config";
import { appTokenMounts, webIdentityRole, webIdentityVolumes } from "./web-identity";

const ISSUER = "issuer: {url: https://oidc.example.com}";
const identity = (more = ISSUER) => `kubernetes: {identity: {cluster: eks, ${more}}}`;
const POD_IDENTITY = identity("podIdentity: {cluster: agents}");
const KEYLESS = "bedrock: {access: workload-identity}";
const OLDER = "openhands: {version: '0.62'}\nruntime: {refresher: {}}";
const SECOND = "openhands: {version: '1.11'}\nruntime: {refresher: {}}";

/** Role, volumes, and mounts of OpenHands' own container. */
function given(...lines: string[]) {
  const config = testConfig(lines.join("\n"), "c.yaml");
  if (!config.kubernetes) throw new Error("There is no section kubernetes");
  return {
    role: webIdentityRole(config, config.kubernetes),
    volumes: webIdentityVolumes(config, config.kubernetes),
    mounts: appTokenMounts(config, config.kubernetes),
  };
}

const VOLUME = {
  name: "aws-token",
  projected: {
    sources: [{ serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 3600, path: "token" } }],
    defaultMode: 420,
  },
};
const MOUNT = { name: "aws-token", mountPath: "/var/run/secrets/sts.amazonaws.com/openhands", readOnly: true };
const ROLE = "arn:aws:iam::123456789012:role/openhands-workload-role";

it.each([
  ["Agent Canvas", []],
  ["0.x, with a refresher beside it", [OLDER]],
])("gives %s the role, and the token for it", (_, release) => {
  expect(given(KEYLESS, identity(), ...release)).toEqual({ role: ROLE, volumes: [VOLUME], mounts: [MOUNT] });
});

it("gives the token of 1.x to its refresher only: the app calls no model", () => {
  expect(given(KEYLESS, identity(), SECOND)).toEqual({ role: ROLE, volumes: [VOLUME], mounts: [] });
});

it.each([
  ["the access key is still in use", ["bedrock: {access: access-key}", identity()]],
  ["EKS hands out the sessions", [KEYLESS, POD_IDENTITY]],
  ["the cluster has no identity", ["kubernetes: {}"]],
])("gives nothing where %s", (_, lines) => {
  expect(given(...lines)).toEqual({ role: undefined, volumes: [], mounts: [] });
});

it("asks for the config's audience, lifetime and role, in the account's partition", () => {
  const own = identity(`${ISSUER}, audience: openhands, tokenSeconds: 7200, role: pods`);
  const models = "models: [{id: a.b, profile: us-gov, regions: [us-gov-west-1]}]";
  const bedrock = `bedrock: {access: workload-identity, region: us-gov-west-1, ${models}}`;
  const { role, volumes } = given(bedrock, own, "aws: {region: us-gov-west-1}");
  expect(role).toBe("arn:aws-us-gov:iam::123456789012:role/pods");
  expect(JSON.stringify(volumes)).toContain('"audience":"openhands","expirationSeconds":7200');
});

it("keeps the access key out of the pod while it is kept for the way back", () => {
  const keep = "bedrock: {access: workload-identity, accessKey: {keep: true}}";
  expect(given(keep, identity())).toEqual(given(KEYLESS, identity()));
});
