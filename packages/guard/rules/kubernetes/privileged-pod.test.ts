import { judged } from "../../support/testing";
import { privilegedPod as rule } from "./privileged-pod";
import { deployment, manifests } from "./support/testing";

const SPEC = "spec.template.spec";
const volume = (path: string) => deployment({}, { volumes: [{ name: "v", hostPath: { path } }] });

it.each([
  [
    "a privileged container",
    deployment({ securityContext: { privileged: true } }),
    `${SPEC}.containers[0].securityContext.privileged is true`,
  ],
  ["the node's network", deployment({}, { hostNetwork: true }), `${SPEC}.hostNetwork is true`],
  [
    "a capability",
    deployment({ securityContext: { capabilities: { add: ["CHOWN", "SYS_ADMIN"] } } }),
    `${SPEC}.containers[0].securityContext.capabilities adds SYS_ADMIN`,
  ],
  [
    "Docker's socket",
    volume("/var/run/docker.sock"),
    `${SPEC}.volumes[0] mounts the container runtime's socket, /var/run/docker.sock`,
  ],
  ["the node's root", volume("/"), `${SPEC}.volumes[0] mounts / of the node`],
])("reports %s", async (_, app, message) => {
  expect(await judged(rule, manifests({ app }))).toEqual([`info kubernetes_manifest.app: ${message}.`]);
});

it("reads Terraform blocks", async () => {
  const text = `
resource "kubernetes_pod" "app" {
  spec {
    volume {
      host_path {
        path = "/run/containerd/containerd.sock"
      }
    }
  }
}`;
  expect(await judged(rule, text)).toHaveLength(1);
});

it.each([
  ["an ordinary pod", deployment({ securityContext: { privileged: false, capabilities: { drop: ["ALL"] } } })],
  ["a folder for data", volume("/srv/openhands")],
])("accepts %s", async (_, app) => expect(await judged(rule, manifests({ app }))).toEqual([]));
