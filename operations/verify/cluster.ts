import type { Manifest } from "@openhands-aws/constructs/kubernetes";
import { CANVAS_KEY_VARIABLES } from "../../config/canvas-keys";
import type { Config } from "../../config/config";
import type { Identity } from "../../config/identity";
import type { Kubernetes } from "../../config/kubernetes";
import { clusterObjects } from "../../stacks/openhands-kubernetes/objects";
import { EXTERNAL_SECRETS, SECRET_STORES } from "../cluster/kinds";
import type { ClusterObject, Kubectl } from "../cluster/kubectl";
import { podsOf, workloadOf } from "../cluster/workload";
import { NotApplicable } from "./check";
import { once } from "./once";

const noToken = (identity: Identity | undefined): string =>
  identity?.podIdentity
    ? "EKS Pod Identity gives sessions to pods only: nothing outside can ask for one."
    : "The config has no issuer in kubernetes.identity.";

/** The cluster, as the user's kubectl sees it. Every method throws ClusterError. */
export class Cluster {
  constructor(
    private readonly config: Config,
    private readonly kubectl: Kubectl,
  ) {}

  readonly reach = once(() => this.kubectl.reach());

  /** @throws NotApplicable where the config has no cluster */
  get kubernetes(): Kubernetes {
    const { kubernetes } = this.config;
    if (!kubernetes) throw new NotApplicable("The config has no section kubernetes.");
    return kubernetes;
  }

  /** @throws NotApplicable where the manifests have none */
  externalSecretManifest(): Manifest {
    const objects = clusterObjects(this.config, this.kubernetes);
    const found = objects.find(({ label }) => label === "external_secret");
    if (!found) throw new NotApplicable("The manifests have no ExternalSecret with the access key.");
    return found.manifest;
  }

  readonly secretStore = once(() => this.kubectl.get(SECRET_STORES, this.kubernetes.secretStore.name));
  readonly externalSecret = once(() => this.#inNamespace(EXTERNAL_SECRETS, this.kubernetes.externalSecret.name));
  readonly secret = once(() => this.#inNamespace("secret", this.kubernetes.externalSecret.name));

  /** The name of the Secret with Agent Canvas' keys, and the keys in it. */
  canvasKeys(): { name: string; generated: boolean; variables: readonly string[] } {
    const { canvas, deployment } = this.kubernetes;
    if (!canvas || !deployment.generate) throw new NotApplicable("The config generates no Deployment of Agent Canvas.");
    const variables = Object.values(CANVAS_KEY_VARIABLES).flat();
    return { name: canvas.keys.name, generated: canvas.keys.generate, variables };
  }
  readonly canvasExternalSecret = once(() => this.#inNamespace(EXTERNAL_SECRETS, this.canvasKeys().name));
  readonly canvasSecret = once(() => this.#inNamespace("secret", this.canvasKeys().name));

  /** A token as OpenHands' pod has one. @throws NotApplicable where its pod has none */
  readonly token = once(() => {
    const { identity, namespace } = this.kubernetes;
    if (!identity?.issuerHost) throw new NotApplicable(noToken(identity));
    return this.kubectl.token({ namespace, name: identity.serviceAccount }, identity.audience);
  });

  /** The Deployment or StatefulSet of OpenHands. */
  readonly workload = once(async () => (await workloadOf(this.kubernetes, this.kubectl))?.object);

  readonly podsOf = (workload: ClusterObject) => podsOf(workload, this.kubernetes.namespace, this.kubectl);

  #inNamespace(kind: string, name: string): Promise<ClusterObject | undefined> {
    return this.kubectl.get(kind, name, this.kubernetes.namespace);
  }
}
