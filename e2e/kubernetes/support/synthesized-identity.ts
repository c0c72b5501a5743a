import { stackModel } from "../../../export/check/stack-findings";
import { renderStacks } from "../../../export/render/json";
import { synthesizeAll } from "../../../main";
import { testConfig } from "../../../tools/test-config";

/** The AWS stack of a config, for the STS stub, and the OIDC provider in it. */
export async function synthesizedIdentity(config: object) {
  const rendered = renderStacks(synthesizeAll(testConfig(JSON.stringify(config), "openhands.yaml")));
  const { cluster } = JSON.parse(rendered.get("openhands") ?? "").resource.aws_iam_openid_connect_provider;
  return { model: await stackModel(rendered), url: cluster.url, audiences: cluster.client_id_list };
}
