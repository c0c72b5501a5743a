import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REFRESHER_CONTAINER } from "@openhands-aws/facts/refresher";
import { parse, parseAllDocuments } from "yaml";

// biome-ignore lint/suspicious/noExplicitAny: objects of any kind
type Manifest = any;
type Answer = { readonly code: number; readonly text: string };
type Data = Readonly<Record<string, string>>;

/** What the cluster has of AWS. Both throw what AWS answers. */
export interface ClusterAws {
  /** As External Secrets. */
  parameter(name: string): Promise<string>;
  /** Uses the access key, as the refresher does. */
  accepts(secret: Data): Promise<boolean>;
}

const PLURALS = /^(externalsecret|clustersecretstore|secret|deployment|pod)s$/;
const kindOf = (word: string): string => (word.split(".")[0] ?? "").toLowerCase().replace(PLURALS, "$1");
const seconds = () => new Date().toISOString().replace(/\.\d+/, "");
const done = (text: string): Answer => ({ code: 0, text: `${text}\n` });

/**
 * A cluster behind `kubectl`, with what External Secrets and the refresher do: a Secret is read when its ExternalSecret is
 * new or annotated, or could not be read before; the refresher starts again when AWS rejects the key that it has.
 */
export class Cluster {
  readonly #folder = mkdtempSync(join(tmpdir(), "openhands-aws-cluster-"));
  readonly #objects = new Map<string, Manifest>();
  #pod?: { startedAt: string; secret: Data; ready: boolean };
  #server!: Server;

  static async start(aws: ClusterAws): Promise<Cluster> {
    const cluster = new Cluster(aws);
    await cluster.#listen();
    return cluster;
  }

  private constructor(private readonly aws: ClusterAws) {}

  get path(): string {
    return `${this.#folder}:${process.env.PATH}`;
  }

  stop(): void {
    this.#server.close();
    rmSync(this.#folder, { recursive: true });
  }

  async #listen(): Promise<void> {
    this.#server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const { args, folder } = JSON.parse(body);
      response.end(JSON.stringify(await this.#answer(args, folder)));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    const program = `#!/usr/bin/env node
const body = JSON.stringify({ args: process.argv.slice(2), folder: process.cwd() });
fetch("http://127.0.0.1:${port}", { method: "POST", body }).then(async (response) => {
  const { code, text } = await response.json();
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = code;
});
`;
    writeFileSync(join(this.#folder, "kubectl"), program, { mode: 0o755 });
  }

  async #answer(args: readonly string[], folder: string): Promise<Answer> {
    const words = args.filter((arg, index) => !arg.startsWith("-") && !/^-[nfk]$/.test(args[index - 1] ?? ""));
    const optionOf = (...names: string[]) =>
      args.flatMap((arg, index) =>
        names.flatMap((name) =>
          arg === name ? [args[index + 1] ?? ""] : arg.startsWith(`${name}=`) ? [arg.slice(name.length + 1)] : [],
        ),
      )[0];
    const [verb = "", ...rest] = words;
    const file = optionOf("-f", "-k", "--filename");
    if (args.some((arg) => arg.startsWith("--raw"))) return done("{}");
    if (file !== undefined)
      return this.#apply(verb, join(folder.startsWith("/") && !file.startsWith("/") ? folder : "", file));
    await this.#refresh();
    if (verb === "get") return this.#get(kindOf(rest[0] ?? ""), rest[1]);
    if (verb === "annotate") {
      this.#read(kindOf(rest[0] ?? ""), rest[1]).status = undefined;
      await this.#refresh();
      return done(`externalsecret.external-secrets.io/${rest[1]} annotated`);
    }
    if (verb === "wait") return this.#wait();
    if (verb === "delete") {
      this.#objects.delete(`${kindOf(rest[0] ?? "")}/${rest[1]}`);
      return done(`${rest[0]} "${rest[1]}" deleted`);
    }
    if (verb === "rollout" && rest[0] === "status") return done(`deployment "openhands" successfully rolled out`);
    if (verb === "rollout") {
      await this.#startPod();
      return done("deployment.apps/openhands restarted");
    }
    return { code: 1, text: `error: this cluster does not know kubectl ${args.join(" ")}\n` };
  }

  /** A file, or a folder with a kustomization. */
  async #apply(verb: string, path: string): Promise<Answer> {
    const manifests = path.includes(".")
      ? parseAllDocuments(readFileSync(path, "utf8")).map((document) => document.toJS())
      : parse(readFileSync(join(path, "kustomization.yaml"), "utf8")).resources.map((name: string) =>
          parse(readFileSync(join(path, name), "utf8")),
        );
    const lines: string[] = [];
    for (const manifest of manifests) {
      const key = `${manifest.kind.toLowerCase()}/${manifest.metadata.name}`;
      const before = this.#objects.get(key);
      const { status, ...known } = before ?? {};
      const same = JSON.stringify(known) === JSON.stringify(manifest);
      this.#objects.set(key, same ? before : { ...manifest });
      if (manifest.kind === "Deployment" && !same) await this.#startPod();
      const [group] = manifest.apiVersion.includes("/") ? [`.${manifest.apiVersion.split("/")[0]}`] : [""];
      lines.push(
        `${manifest.kind.toLowerCase()}${group}/${manifest.metadata.name} ${verb === "replace" ? "replaced" : same ? "unchanged" : before ? "configured" : "created"}`,
      );
    }
    await this.#refresh();
    return done(lines.join("\n"));
  }

  #get(kind: string, name: string | undefined): Answer {
    if (kind === "pod") return done(JSON.stringify({ items: this.#pods() }));
    const found = this.#objects.get(`${kind}/${name}`);
    if (!found) return { code: 1, text: `Error from server (NotFound): ${kind} "${name}" not found\n` };
    const status = kind === "clustersecretstore" ? { status: ready(true) } : {};
    return done(JSON.stringify({ ...found, ...status, metadata: { creationTimestamp: seconds(), ...found.metadata } }));
  }

  #wait(): Answer {
    const all = [...this.#objects.values()].filter(({ kind }) => kind === "ExternalSecret");
    const notReady = all.find(({ status }) => status?.conditions[0].status !== "True");
    if (!notReady)
      return done(
        all.map(({ metadata }) => `externalsecret.external-secrets.io/${metadata.name} condition met`).join("\n"),
      );
    return {
      code: 1,
      text: `error: timed out waiting for the condition on externalsecrets/${notReady.metadata.name}\n`,
    };
  }

  #read(kind: string, name = ""): Manifest {
    const found = this.#objects.get(`${kind}/${name}`);
    if (!found) throw new Error(`The cluster has no ${kind} ${name}.`);
    return found;
  }

  /** What happens in the cluster without anyone asking. */
  async #refresh(): Promise<void> {
    for (const object of this.#objects.values())
      if (object.kind === "ExternalSecret" && object.status?.conditions[0].status !== "True") await this.#sync(object);
    const present = this.#secret;
    const isNew = JSON.stringify(this.#pod?.secret) !== JSON.stringify(present);
    if (this.#pod && isNew && !(await this.aws.accepts(this.#pod.secret))) await this.#startPod();
  }

  async #sync(object: Manifest): Promise<void> {
    const data: Record<string, string> = {};
    try {
      for (const { secretKey, remoteRef } of object.spec.data)
        data[secretKey] = Buffer.from(await this.aws.parameter(remoteRef.key)).toString("base64");
    } catch (error) {
      const key = object.spec.data[Object.keys(data).length]?.remoteRef.key;
      object.status = ready(
        false,
        `error processing spec.data[${Object.keys(data).length}] (key: ${key}), err: ${(error as Error).name}: ${(error as Error).message}`,
      );
      return;
    }
    object.status = ready(true);
    const key = `secret/${object.spec.target.name}`;
    if (JSON.stringify(this.#objects.get(key)?.data) === JSON.stringify(data)) return;
    const managedFields = [{ time: seconds(), fieldsV1: { "f:data": {} } }];
    this.#objects.set(key, { kind: "Secret", metadata: { name: object.spec.target.name, managedFields }, data });
  }

  get #secret(): Data {
    return this.#objects.get("secret/bedrock-credentials")?.data ?? {};
  }

  async #startPod(): Promise<void> {
    const secret = this.#secret;
    this.#pod = { startedAt: seconds(), secret, ready: await this.aws.accepts(secret) };
  }

  #pods(): Manifest[] {
    if (!this.#pod) return [];
    const { startedAt, ready } = this.#pod;
    const containers: { name: string }[] = this.#read("deployment", "openhands").spec.template.spec.containers;
    const statusOf = (name: string) => ({
      name,
      ready: name !== REFRESHER_CONTAINER || ready,
      state: { running: { startedAt } },
    });
    return [
      {
        metadata: { name: "openhands-7c5d8f9b6-x2x7k", creationTimestamp: startedAt },
        status: { containerStatuses: containers.map(({ name }) => statusOf(name)) },
      },
    ];
  }
}

/** As External Secrets writes it. */
const ready = (is: boolean, message?: string) => ({
  conditions: [
    { type: "Ready", status: is ? "True" : "False", reason: is ? "SecretSynced" : "SecretSyncedError", message },
  ],
});
