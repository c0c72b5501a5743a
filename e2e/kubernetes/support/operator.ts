import { join } from "node:path";
import type { EmbeddedAws } from "../../../embedded/aws";
import { run } from "../../../embedded/run";
import { moduleDirectory, OPERATOR_SOURCE } from "./binaries";
import type { Cluster } from "./cluster";
import { GO_ENV } from "./go";
import { answers, freePorts, type Server } from "./server";

const OPERATOR = "github.com/external-secrets/external-secrets";

/** All of the operator's own resource definitions: it does not start without them. */
export async function installDefinitions(cluster: Cluster): Promise<void> {
  const source = OPERATOR_SOURCE ?? (await downloadedModule());
  await cluster.kubectl("apply", "--server-side", `--kustomize=${join(source, "config/crds/bases")}`);
  await cluster.kubectl("wait", "crd", "--all", "--for=condition=Established", "--timeout=60s");
}

async function downloadedModule(): Promise<string> {
  const { code, stdout, stderr } = await run("go", ["mod", "download", "-json", OPERATOR], {
    cwd: moduleDirectory("external-secrets"),
    env: { ...process.env, ...GO_ENV },
  });
  if (code !== 0) throw new Error(`The operator's resource definitions cannot be read:\n${stdout}${stderr}`);
  return JSON.parse(stdout).Dir;
}

/**
 * External Secrets Operator, with `aws` in place of the real one.
 * @param sts where it exchanges tokens and assumes roles, if elsewhere
 * @see https://external-secrets.io/latest/provider/aws-parameter-store/
 */
export async function startOperator(cluster: Cluster, aws: EmbeddedAws, sts = aws.endpoint): Promise<Server> {
  const [port] = await freePorts(1);
  return cluster.run({
    name: "external-secrets",
    program: cluster.binaries["external-secrets"],
    args: ["--metrics-addr=127.0.0.1:0", `--live-addr=127.0.0.1:${port}`, "--store-requeue-interval=2s"],
    env: {
      ...aws.env,
      KUBECONFIG: cluster.kubeconfig,
      AWS_SSM_ENDPOINT: aws.endpoint,
      AWS_STS_ENDPOINT: sts,
    },
    ready: () => answers(`http://127.0.0.1:${port}/healthz`),
  });
}
