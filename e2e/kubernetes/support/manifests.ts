import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { PROJECT } from "../../../project";
import { withBucket } from "../../../tools/with-bucket";

/** An object as it is written in YAML. */
export interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  // biome-ignore lint/suspicious/noExplicitAny: one type for every kind; tests say what they expect in there
  readonly spec?: any;
  /** Of a ConfigMap. */
  readonly data?: Readonly<Record<string, string>>;
}

/** What `export` writes for a config, in a folder of its own. */
export class Manifests {
  readonly directory = mkdtempSync(join(tmpdir(), "openhands-aws-manifests-"));
  readonly store = join(this.directory, "external-secrets/secretstore.yaml");
  readonly openhands = join(this.directory, "openhands");
  readonly component = join(this.openhands, "components/aws-access");
  readonly #terraform = join(this.directory, "terraform");

  constructor(config: object) {
    const file = `${this.directory}.yaml`;
    writeFileSync(file, withBucket(stringify(config)));
    try {
      const folders = ["--manifests", this.directory, "--terraform", this.#terraform];
      const args = ["export", "--config", file, ...folders];
      execFileSync(join(PROJECT, "bin/openhands-aws"), args, { stdio: "pipe" });
    } finally {
      rmSync(file);
    }
  }

  /** Every object but the component's. */
  objects(): Written[] {
    const folders = [join(this.directory, "external-secrets"), this.openhands].filter(existsSync);
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    return files
      .filter((file) => file.endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
      .map((file) => parse(readFileSync(file, "utf8")));
  }

  /** The same objects, as Terraform carries them where the config has kubernetes.terraform. */
  carried(): Written[] {
    const stack = readFileSync(join(this.#terraform, "aws/openhands-kubernetes/main.tf.json"), "utf8");
    const blocks: { manifest: Written }[] = Object.values(JSON.parse(stack).resource.kubernetes_manifest);
    return blocks.map(({ manifest }) => manifest);
  }

  has(path: string): boolean {
    return existsSync(join(this.directory, path));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
