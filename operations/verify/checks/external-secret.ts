import { type Check, fail, verdict } from "../check";
import { readiness } from "../readiness";

interface Entry {
  readonly secretKey: string;
  readonly remoteRef: { readonly key: string };
}

/** The ExternalSecret copies the exported parameters, and External Secrets says that it could. */
export const externalSecret: Check = {
  name: "external-secret",
  needs: ["cluster"],
  async run({ cluster }) {
    const { kubernetes } = cluster;
    const name = `ExternalSecret ${kubernetes.externalSecret.name}`;
    const manifest = cluster.externalSecretManifest();
    const found = await cluster.externalSecret();
    if (!found) return fail(`There is no ${name} in the namespace ${kubernetes.namespace}. Apply manifests/.`);
    const actual: readonly Entry[] = found.spec.data ?? [];
    const exported = (manifest.spec as { data: readonly Entry[] }).data;
    const problems = exported.flatMap(({ secretKey, remoteRef: { key } }) => {
      const read = actual.find((entry) => entry.secretKey === secretKey)?.remoteRef.key;
      return read === key ? [] : `The ${name} reads ${secretKey} from ${read ?? "no parameter"}; exported is ${key}.`;
    });
    return problems.length > 0 ? verdict(problems, "") : readiness(found, name);
  },
};
