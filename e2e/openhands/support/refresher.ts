import { answers, freePorts, type Server } from "../../kubernetes/support/server";
import { startContained, userOf } from "./contained";
import type { Image } from "./image";
import { type Cluster, containerOf, environmentOf, type Workload } from "./pod";
import type { Volumes } from "./volumes";

/** The pod's refresher. @returns where it writes, on this machine, as well */
export async function startRefresher(
  workload: Workload,
  cluster: Cluster,
  volumes: Volumes,
  image: Image,
  sts: string,
): Promise<{ readonly server: Server; readonly directory: string }> {
  const container = containerOf(workload, "aws-credentials-refresher");
  const env = environmentOf(container, cluster);
  const mounts = volumes.of(container, env);
  const directory = mounts.find(({ path }) => path === env.OPENHANDS_AWS_DIRECTORY)?.source;
  if (directory === undefined) throw new Error(`The refresher mounts no ${env.OPENHANDS_AWS_DIRECTORY}.`);
  const [port = 0] = await freePorts(1); // The network is the host's.
  const server = await startContained({
    name: "the refresher",
    ...{ image, mounts, user: userOf(workload, container) },
    env: { ...env, AWS_ENDPOINT_URL: sts, OPENHANDS_AWS_HEALTH_PORT: String(port) },
    command: container.command ?? [],
    ready: () => answers(`http://127.0.0.1:${port}/healthz`),
  });
  return { server, directory };
}
