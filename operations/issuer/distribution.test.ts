import { apiServerFlags } from "./api-server-flags";
import { type ClusterFacts, DISTRIBUTIONS, distributionOf } from "./distribution";

const joined = { annotations: { "kubeadm.alpha.kubernetes.io/cri-socket": "unix:///run/containerd/containerd.sock" } };
const controlPlane = { labels: { "node-role.kubernetes.io/control-plane": "" } };

it.each<[string | undefined, string, Partial<ClusterFacts>]>([
  ["talos", "its nodes", { nodes: [{ osImage: "Talos (v1.11.0)" }] }],
  ["k3s", "its version", { version: "v1.35.0+k3s1" }],
  ["rke2", "its version", { version: "v1.35.0+rke2r1" }],
  ["eks", "its version", { version: "v1.35.0-eks-abc1234" }],
  ["kops", "its labels", { nodes: [{ labels: { "kops.k8s.io/instancegroup": "nodes" } }] }],
  ["kubeadm", "its control plane", { nodes: [{ ...joined, ...controlPlane }, joined] }],
  [undefined, "a control plane that is elsewhere", { nodes: [joined] }],
  [undefined, "no nodes", {}],
])("finds %s by %s", (distribution, _, facts) => {
  expect(distributionOf({ version: "v1.35.0", nodes: [], ...facts })).toBe(distribution);
});

const url = "https://oidc.example.com/openhands";

it.each(DISTRIBUTIONS)("keeps the issuer of before as the second one (%s)", (distribution) => {
  const flags = apiServerFlags({ url }, distribution, "https://api.example.com");
  expect(flags.indexOf("https://api.example.com")).toBeGreaterThan(flags.indexOf(url));
  expect(flags).toContain(`${url}/openid/v1/jwks`);
  expect(flags).toMatch(/(api-audiences\S*|apiAudiences: \[|api-audiences, value: ")=?"?https:\/\/api\.example\.com/);
});

it("takes Kubernetes' own name for the issuer of before where that is not known", () => {
  for (const current of [undefined, url])
    expect(apiServerFlags({ url }, "other", current)).toContain(
      "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    );
});
