import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import { isClusterError } from "../cluster/cluster-error";
import { EXTERNAL_SECRETS } from "../cluster/kinds";
import type { Kubectl } from "../cluster/kubectl";
import { workloadOf } from "../cluster/workload";
import type { Observation } from "./observation";

/** Seconds that Reloader gets before someone has to restart the pods. */
const RELOADER_SECONDS = 60;

/** Brings a new pair into the Secret, and then into the pods: each once, however often it is asked. */
export class ClusterRefresh {
  readonly #done = new Set<string>();
  #stale?: Date;

  constructor(
    private readonly config: Config,
    private readonly kubectl: Kubectl,
  ) {}

  /** @returns what was done, and what someone has to do */
  async bring({ cluster, pair, now }: Observation): Promise<string[]> {
    const { kubernetes } = this.config;
    if (cluster.state !== "seen" || !kubernetes || pair.state !== "works") return [];
    const { name } = kubernetes.externalSecret;
    const { namespace } = kubernetes;
    if (!cluster.secretHasPair || !cluster.ready)
      return this.#once("sync", () => this.#sync(cluster.refreshes, name, namespace));
    if (cluster.stalePods.length === 0) return [];
    this.#stale ??= now;
    const patience = cluster.reloader ? RELOADER_SECONDS * 1000 : 0;
    return now.getTime() - this.#stale.getTime() < patience
      ? []
      : this.#once("restart", () => this.#restart(kubernetes));
  }

  async #once(what: string, act: () => Promise<string>): Promise<string[]> {
    if (this.#done.has(what)) return [];
    this.#done.add(what);
    return [await act()];
  }

  /** https://external-secrets.io/latest/introduction/faq/ */
  async #sync(refreshes: boolean, name: string, namespace: string): Promise<string> {
    if (!refreshes)
      return `The ExternalSecret has refreshPolicy CreatedOnce: no annotation refreshes it. Delete the Secret, and it is made again: kubectl delete secret ${name} --namespace=${namespace}`;
    const args = ["annotate", EXTERNAL_SECRETS, name, `force-sync=${Date.now()}`, "--overwrite"];
    return this.#run([...args, `--namespace=${namespace}`], "The ExternalSecret is refreshed");
  }

  async #restart(kubernetes: Kubernetes): Promise<string> {
    const workload = await workloadOf(kubernetes, this.kubectl);
    const target = `${workload?.kind.replace(".apps", "")}/${workload?.object.metadata.name}`;
    return this.#run(
      ["rollout", "restart", target, `--namespace=${kubernetes.namespace}`],
      "The pods did not restart on their own",
    );
  }

  /** A refusal does not end the run: someone else may do it. */
  async #run(args: readonly string[], why: string): Promise<string> {
    const command = `kubectl ${args.join(" ")}`;
    try {
      await this.kubectl.run(...args);
      return `${why}: ${command}`;
    } catch (error) {
      if (isClusterError(error)) return `${error.message} Run it as someone who may: ${command}`;
      throw error;
    }
  }
}
