import { ISSUER } from "../../tools/issuer-world";
import { ClusterError } from "../cluster/cluster-error";
import type { Kubectl } from "../cluster/kubectl";
import { ApiServer } from "./api-server";

/** A cluster that has these service accounts. */
const apiServerWith = (...accounts: string[]) =>
  new ApiServer({
    token: async ({ namespace, name }: { namespace: string; name: string }) => {
      if (accounts.includes(`${namespace}/${name}`)) return "token";
      throw new ClusterError("not-found", `kubectl create token ${name}: serviceaccounts "${name}" not found.`);
    },
  } as unknown as Kubectl);

it("requests a token for OpenHands, or for the account that there is before it", async () => {
  const both = apiServerWith("openhands/openhands", "default/default");
  expect(await both.token(ISSUER)).toEqual({ token: "token", of: "openhands/openhands" });
  expect(await apiServerWith("default/default").token(ISSUER)).toEqual({ token: "token", of: "default/default" });
});

it("names the missing service account of the config, and what creates it", () =>
  expect(apiServerWith().token(ISSUER)).rejects.toThrow(
    /^The service account openhands\/openhands does not exist\. Apply .* service-account\.yaml in manifests\/openhands first\.$/,
  ));
