import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Cluster } from "./cluster";
import type { Manifests } from "./manifests";

/** A right of the exported Role: one verb of one of its rules. */
export interface Right {
  readonly resource: string;
  readonly verb: string;
  readonly rule: number;
}

/** The exported rights of a verb of ours, and a user who has no others. */
export class ExportedRights {
  constructor(
    private readonly cluster: Cluster,
    private readonly manifests: Manifests,
    private readonly verb: "rotate" | "rollback" | "verify" | "issuer",
  ) {}

  get #folder(): string {
    return join(this.manifests.directory, "openhands-operations");
  }

  /** Grants what is exported, and nothing else. */
  async grant(): Promise<void> {
    const files = readdirSync(this.#folder).filter((name) => name.startsWith(`${this.verb}-`));
    const named = files.flatMap((name) => ["-f", join(this.#folder, name)]);
    await this.cluster.kubectl("apply", "--server-side", "--force-conflicts", ...named);
  }

  /** Each of the Role's. */
  rights(): Right[] {
    const { rules } = this.#role();
    return rules.flatMap(({ resources, verbs }, rule) =>
      verbs.map((verb) => ({ resource: resources.join(), verb, rule })),
    );
  }

  /** Grants all but one. */
  async grantWithout({ rule, verb }: Right): Promise<void> {
    const role = this.#role();
    const rules = role.rules
      .map((one, index) => (index === rule ? { ...one, verbs: one.verbs.filter((other) => other !== verb) } : one))
      .filter(({ verbs }) => verbs.length > 0);
    const file = join(this.cluster.directory, `${this.verb}-role.yaml`);
    writeFileSync(file, stringify({ ...role, rules }));
    await this.cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", file);
  }

  /** @returns the kubeconfig of a user */
  kubeconfigOf(user: string): string {
    const kubeconfig = JSON.parse(readFileSync(this.cluster.kubeconfig, "utf8"));
    kubeconfig.users[0].user.as = user;
    const file = join(this.cluster.directory, user);
    writeFileSync(file, JSON.stringify(kubeconfig));
    return file;
  }

  #role(): { readonly rules: readonly { readonly resources: string[]; readonly verbs: string[] }[] } {
    return parse(readFileSync(join(this.#folder, `${this.verb}-role.yaml`), "utf8"));
  }
}
