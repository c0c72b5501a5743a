import { type Check, fail } from "../check";
import { readiness } from "../readiness";

export const secretStore: Check = {
  name: "secret-store",
  needs: ["cluster"],
  async run({ cluster }) {
    const { name } = cluster.kubernetes.secretStore;
    const store = await cluster.secretStore();
    return store ? readiness(store, `ClusterSecretStore ${name}`) : fail(`There is no ClusterSecretStore ${name}.`);
  },
};
