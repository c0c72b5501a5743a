import { type Check, fail, verdict } from "../check";
import { readiness } from "../readiness";

/** The Secret with Agent Canvas' keys exists, and External Secrets keeps it. */
export const canvasSecret: Check = {
  name: "canvas-secret",
  needs: ["cluster"],
  async run({ cluster }) {
    const { name, generated, variables } = cluster.canvasKeys();
    if (generated) {
      const source = await cluster.canvasExternalSecret();
      if (!source) return fail(`There is no ExternalSecret ${name}. Apply manifests/.`);
      const ready = readiness(source, `ExternalSecret ${name}`);
      if (ready.status !== "PASS") return ready;
    }
    const secret = await cluster.canvasSecret();
    if (!secret) return fail(`There is no Secret ${name}.`);
    const problems = variables.filter((key) => !secret.data?.[key]).map((key) => `The Secret ${name} has no ${key}.`);
    return verdict(problems, `The Secret ${name} holds Agent Canvas' keys.`);
  },
};
