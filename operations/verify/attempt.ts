import { type Look, type Outcome, skip } from "./check";
import { awsAccess } from "./checks/aws-access";
import { clusterAccess } from "./checks/cluster-access";
import { outcomeOf } from "./outcome";
import type { World } from "./world";

/** Runs a check, or a part of one; skips it with the reason where what it needs is not there. */
export async function attempt(look: Look, world: World): Promise<Outcome> {
  const { needs = ["aws"] } = look;
  const blocked =
    (needs.includes("aws") && (await reasonAgainstAws(world))) ||
    (needs.includes("cluster") && (await reasonAgainstCluster(world)));
  return blocked ? skip(blocked) : outcomeOf(look, world);
}

/** @returns empty if there is access to the account */
const reasonAgainstAws = async (world: World): Promise<string> =>
  (await outcomeOf(awsAccess, world)).status === "PASS" ? "" : "There is no access to AWS (check aws-access).";

/** @returns empty if there is a cluster that answers */
async function reasonAgainstCluster(world: World): Promise<string> {
  const { status, why } = await outcomeOf(clusterAccess, world);
  if (status === "PASS") return "";
  return status === "FAIL" ? "The kubeconfig could not be read (check cluster-access)." : why;
}
