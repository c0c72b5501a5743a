import { DOCUMENT_PATHS } from "../../config/issuer";
import { isClusterError } from "../cluster/cluster-error";
import type { Kubectl } from "../cluster/kubectl";
import { StepError } from "../steps";
import type { ClusterFacts } from "./distribution";
import type { Issuer } from "./issuer";

interface Node {
  readonly metadata: Pick<ClusterFacts["nodes"][number], "labels" | "annotations">;
  readonly status?: { readonly nodeInfo?: { readonly osImage?: string } };
}

/** The API server, as far as it is the tokens' issuer. */
export class ApiServer {
  constructor(private readonly kubectl: Kubectl) {}

  /** @throws ClusterError, as all of these */
  discovery(): Promise<string> {
    return this.kubectl.run("get", `--raw=${DOCUMENT_PATHS.discovery}`);
  }

  keys(): Promise<string> {
    return this.kubectl.run("get", `--raw=${DOCUMENT_PATHS.keys}`);
  }

  /**
   * By TokenRequest. Before there is the service account, of one that almost every cluster has: issuer and key are the same.
   * @throws StepError if there is neither
   */
  async token({ audience, serviceAccount }: Issuer): Promise<{ readonly token: string; readonly of: string }> {
    const request = async (account: Issuer["serviceAccount"]) => ({
      token: await this.kubectl.token(account, audience),
      of: `${account.namespace}/${account.name}`,
    });
    try {
      return await request(serviceAccount);
    } catch (error) {
      if (!isClusterError(error, "not-found")) throw error;
    }
    try {
      return await request({ namespace: "default", name: "default" });
    } catch (error) {
      if (!isClusterError(error, "not-found")) throw error;
      const { namespace, name } = serviceAccount;
      throw new StepError(
        `The service account ${namespace}/${name} does not exist. Apply namespace.yaml and service-account.yaml in manifests/openhands first.`,
      );
    }
  }

  async facts(): Promise<ClusterFacts> {
    const [version, nodes] = await Promise.all([
      this.kubectl.run("get", "--raw=/version"),
      this.kubectl.run("get", "nodes", "--output=json"),
    ]);
    return {
      version: JSON.parse(version).gitVersion ?? "",
      nodes: JSON.parse(nodes).items.map(({ metadata, status }: Node) => ({
        labels: metadata.labels,
        annotations: metadata.annotations,
        osImage: status?.nodeInfo?.osImage,
      })),
    };
  }
}
