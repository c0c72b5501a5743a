import { isClusterError } from "../../cluster/cluster-error";
import { type Check, fail, pass, skip } from "../check";

/** All other checks of the cluster depend on it, so that one line says what is wrong. */
export const clusterAccess: Check = {
  name: "cluster-access",
  needs: [],
  async run({ cluster }) {
    cluster.kubernetes; // Throws where the config has none.
    try {
      await cluster.reach();
      return pass("The cluster answers.");
    } catch (error) {
      if (isClusterError(error, "unreadable")) return fail(`The kubeconfig cannot be read: ${error.message}`);
      if (isClusterError(error)) return skip(`The cluster cannot be reached: ${error.message}`);
      throw error;
    }
  },
};
