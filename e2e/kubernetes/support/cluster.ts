import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunResult, run } from "../../../embedded/run";
import { type Binaries, buildBinaries } from "./binaries";
import { answers, freePorts, type Server, startServer } from "./server";

/** A Kubernetes object as the API server returns it. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly resourceVersion: string;
    readonly generation?: number;
    readonly managedFields?: readonly {
      readonly manager: string;
      readonly operation: string;
      readonly fieldsV1: object;
    }[];
  };
  // biome-ignore lint/suspicious/noExplicitAny: one type for every kind; tests say what they expect in there
  readonly [field: string]: any;
}

/** The controllers that turn Deployments into Pods, remove what an owner leaves, and give namespaces their service account. */
const CONTROLLERS = [
  "deployment-controller",
  "replicaset-controller",
  "statefulset-controller",
  "persistentvolumeclaim-protection-controller",
  "garbage-collector-controller",
  "namespace-controller",
  "serviceaccount-controller",
  "root-ca-certificate-publisher-controller",
];

/** etcd, kube-apiserver and kube-controller-manager on free ports of 127.0.0.1. There are no nodes: Pods stay pending. */
export class Cluster {
  /**
   * @param issuer of its service accounts' tokens
   * @throws Error when one of its programs does not start
   */
  static async start(issuer = "https://kubernetes.default.svc"): Promise<Cluster> {
    const cluster = new Cluster(mkdtempSync(join(tmpdir(), "openhands-aws-kubernetes-")), await buildBinaries());
    try {
      await cluster.#start(issuer);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** For the administrator. */
  readonly kubeconfig: string;
  readonly #servers: Server[] = [];
  #startApiServer!: (tokenFlags: readonly string[]) => Promise<Server>;
  #apiServer!: Server;

  private constructor(
    readonly directory: string,
    readonly binaries: Binaries,
  ) {
    this.kubeconfig = join(directory, "kubeconfig");
  }

  async #start(issuer: string): Promise<void> {
    const [client = 0, peer = 0, api = 0, manager = 0] = await freePorts(4);
    const file = (name: string) => join(this.directory, name);
    const etcd = `http://127.0.0.1:${client}`;
    await this.run({
      name: "etcd",
      program: this.binaries.etcd,
      args: [
        `--data-dir=${file("etcd")}`,
        `--listen-client-urls=${etcd}`,
        `--advertise-client-urls=${etcd}`,
        `--listen-peer-urls=http://127.0.0.1:${peer}`,
        "--unsafe-no-fsync", // Nothing here needs to survive.
        "--log-level=warn",
      ],
      ready: () => answers(`${etcd}/health`),
    });

    const token = randomBytes(16).toString("hex");
    writeFileSync(file("tokens.csv"), `${token},administrator,administrator,system:masters\n`, { mode: 0o600 });
    const serviceAccountKey = this.createKey("service-account");
    const certificates = file("certificates");
    mkdirSync(certificates);
    writeKubeconfig(this.kubeconfig, `https://127.0.0.1:${api}`, join(certificates, "apiserver.crt"), token);
    this.#startApiServer = (tokenFlags) =>
      startServer({
        name: "kube-apiserver",
        signal: "SIGKILL", // All that it has is in etcd; on SIGTERM it waits for those who watch.
        program: this.binaries["kube-apiserver"],
        args: [
          `--etcd-servers=${etcd}`,
          "--bind-address=127.0.0.1",
          `--secure-port=${api}`,
          `--cert-dir=${certificates}`, // It writes a self-signed one there.
          "--endpoint-reconciler-type=none",
          "--service-cluster-ip-range=10.0.0.0/24",
          `--token-auth-file=${file("tokens.csv")}`,
          "--authorization-mode=RBAC",
          "--allow-privileged", // As kubeadm sets it.
          ...tokenFlags,
        ],
        ready: async () => (await this.tryKubectl("get", "--raw=/readyz", "--request-timeout=2s")).code === 0,
      });
    this.#apiServer = await this.#startApiServer([
      `--service-account-issuer=${issuer}`,
      `--service-account-jwks-uri=${issuer}/openid/v1/jwks`,
      `--service-account-key-file=${serviceAccountKey}`,
      `--service-account-signing-key-file=${serviceAccountKey}`,
    ]);

    await this.run({
      name: "kube-controller-manager",
      program: this.binaries["kube-controller-manager"],
      args: [
        `--kubeconfig=${this.kubeconfig}`,
        "--bind-address=127.0.0.1",
        `--secure-port=${manager}`,
        `--cert-dir=${file("controller-manager")}`,
        "--leader-elect=false",
        `--controllers=${CONTROLLERS}`,
        `--service-account-private-key-file=${serviceAccountKey}`,
        `--root-ca-file=${join(certificates, "apiserver.crt")}`,
      ],
      ready: async () => (await this.tryKubectl("get", "serviceaccount", "default", "--request-timeout=2s")).code === 0,
    });
  }

  /** A key pair for the tokens of service accounts. @returns the file, for signing and for verifying */
  createKey(name: string): string {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const file = join(this.directory, `${name}.key`);
    writeFileSync(file, privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
    return file;
  }

  /** @param tokenFlags all flags of the API server that are about the tokens of service accounts */
  async restartApiServer(tokenFlags: readonly string[]): Promise<void> {
    await this.#apiServer.stop();
    this.#apiServer = await this.#startApiServer(tokenFlags);
  }

  /** Starts a program that ends with the cluster. */
  async run(options: Parameters<typeof startServer>[0]): Promise<Server> {
    const server = await startServer(options);
    this.#servers.push(server);
    return server;
  }

  /** @returns what it printed. @throws Error with kubectl's message */
  async kubectl(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryKubectl(...args);
    if (code !== 0) throw new Error(`kubectl ${args.join(" ")}:\n${stderr}`);
    return stdout;
  }

  tryKubectl(...args: string[]): Promise<RunResult> {
    return run(this.binaries.kubectl, [`--kubeconfig=${this.kubeconfig}`, ...args], {
      cwd: this.directory,
      env: { ...process.env, HOME: this.directory },
    });
  }

  async get(kind: string, name: string, namespace = "default"): Promise<KubernetesObject> {
    return JSON.parse(
      await this.kubectl("get", kind, name, `--namespace=${namespace}`, "--output=json", "--show-managed-fields"),
    );
  }

  async stop(): Promise<void> {
    const [etcd, ...clients] = this.#servers.splice(0);
    for (const server of clients.reverse()) await server.stop();
    await this.#apiServer?.stop();
    await etcd?.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** JSON is YAML. */
function writeKubeconfig(file: string, server: string, certificate: string, token: string): void {
  const name = "e2e";
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority": certificate } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
}
