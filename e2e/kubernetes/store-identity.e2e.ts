import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { readTerraform } from "@openhands-aws/guard";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { renderStacks } from "../../export/render/json";
import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { Access } from "../openhands/support/access";
import { Recorder } from "../support/recorder";
import { Cluster } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests } from "./support/manifests";
import { installDefinitions, startOperator } from "./support/operator";
import { describeKubernetes } from "./support/requirements";
import { contents, digests } from "./support/secrets";
import { unverifiedClaims } from "./support/token";
import { WebIdentitySts } from "./support/web-identity-sts";

const ACCOUNT = "123456789012";
const REGION = "ap-northeast-1";
const ISSUER = "https://oidc.example.com/agents";
const AUDIENCE = "sts.amazonaws.com";
const ROLE = "external-secrets";
const READER = "parameter-reader";

/** A config whose store reads as a service account of the operator's namespace. */
const configFor = (serviceAccount: string, namespace: string) => ({
  openhands: { family: "canvas" },
  bedrock: { access: "workload-identity" },
  externalSecrets: { role: ROLE },
  kubernetes: {
    namespace,
    identity: { cluster: "self-hosted", issuer: { url: ISSUER } },
    secretStore: { name: namespace, auth: { serviceAccount: { name: serviceAccount } } },
  },
});

/** The stack, with the role that its owner has beside it. */
function terraformWithRole(): string {
  const config = testConfig(JSON.stringify(configFor(READER, "openhands")), "openhands.yaml");
  const stack = JSON.parse(renderStacks(synthesizeAll(config)).get("openhands") ?? "");
  const issuer = ISSUER.slice("https://".length);
  const sub = `system:serviceaccount:external-secrets:${READER}`;
  const statement = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
    Condition: { StringEquals: { [`${issuer}:aud`]: AUDIENCE, [`${issuer}:sub`]: sub } },
  };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  stack.resource.aws_iam_role.external_secrets = { name: ROLE, assume_role_policy: JSON.stringify(policy) };
  return JSON.stringify(stack);
}

describeKubernetes("External Secrets with a service account that AWS trusts", () => {
  let cluster: Cluster;
  let aws: EmbeddedAws;
  let sts: WebIdentitySts;
  let recorder: Recorder;
  let access: Access;
  const exported: Manifests[] = [];

  beforeAll(async () => {
    const text = terraformWithRole();
    access = await Access.read(text);
    aws = await startEmbeddedAws(ACCOUNT);
    cluster = await Cluster.start(ISSUER);
    const { keys } = JSON.parse(await cluster.kubectl("get", "--raw=/openid/v1/jwks"));
    const model = await readTerraform([{ path: "main.tf.json", text }]);
    sts = await WebIdentitySts.start(model, [{ url: ISSUER, audiences: [AUDIENCE], keys }]);
    recorder = await Recorder.start(aws.endpoint, sts.sessionOf);
    await installDefinitions(cluster);
    await cluster.kubectl("create", "namespace", "external-secrets");
    for (const name of [READER, "other"]) {
      const account = ["serviceaccount", name, "--namespace=external-secrets"];
      await cluster.kubectl("create", ...account);
      const role = `eks.amazonaws.com/role-arn=arn:aws:iam::${ACCOUNT}:role/${ROLE}`;
      await cluster.kubectl("annotate", ...account, role);
    }
    // Its own key is none that the parameters' account knows.
    await startOperator(cluster, { ...aws, endpoint: recorder.endpoint }, sts.endpoint);
  }, 180_000);
  afterAll(async () => {
    await cluster?.stop();
    for (const stub of [recorder, sts]) stub?.stop();
    await aws?.stop();
    for (const manifests of exported) manifests.remove();
  }, 60_000);

  async function apply(serviceAccount: string, namespace: string): Promise<void> {
    const manifests = new Manifests(configFor(serviceAccount, namespace));
    exported.push(manifests);
    await cluster.kubectl("apply", "--server-side", "--validate=strict", "-f", manifests.store);
    await cluster.kubectl("apply", "--server-side", "--validate=strict", "-k", manifests.openhands);
  }

  const events = (of: string, namespace: string) => {
    const options = [`--namespace=${namespace}`, `--field-selector=involvedObject.name=${of}`];
    return cluster.kubectl("get", "events", ...options, "--output=jsonpath={.items[*].message}");
  };

  it("reads the parameters with the session that its token gets, and with nothing else", async () => {
    const values = {
      "/openhands/canvas/session-key": "canary-session",
      "/openhands/canvas/secret-key": "canary-secret",
    };
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    const ssm = new SSMClient({ endpoint: aws.endpoint, region: REGION, credentials });
    for (const [Name, Value] of Object.entries(values))
      await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString" }));

    await apply(READER, "openhands");
    const secret = await eventually(() => cluster.get("secret", "openhands-keys", "openhands"));
    const [key = "", secretKey = ""] = Object.values(values);
    expect(contents(secret)).toEqual(
      digests({ LOCAL_BACKEND_API_KEY: key, OH_SESSION_API_KEYS_0: key, OH_SECRET_KEY: secretKey }),
    );

    const { aud, sub } = unverifiedClaims(sts.tokens[0] ?? "");
    expect({ aud, sub }).toEqual({ aud: [AUDIENCE], sub: `system:serviceaccount:external-secrets:${READER}` });
    expect(new Set(sts.answers.map(String))).toEqual(new Set(["AssumeRoleWithWebIdentity,OK"]));
    for (const { target, body } of recorder.calls) {
      const session = { role: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`, name: "external-secrets-provider-aws" };
      const resource = `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter${JSON.parse(body).Name}`;
      const action = target.replace("AmazonSSM.", "ssm:");
      expect(access.refusal(session, action, { resource, context: {} })).toBeUndefined();
      expect(access.refusal(session, action, { resource: `${resource}-of-others`, context: {} })).toMatch(/^denied: /);
    }
  }, 60_000);

  it("is not ready as a service account that the trust does not name, and the store's event says why", async () => {
    await apply("other", "elsewhere");
    await eventually(async () => {
      const { status } = await cluster.get("externalsecret", "openhands-keys", "elsewhere");
      expect(status?.conditions).toEqual([expect.objectContaining({ type: "Ready", status: "False" })]);
      expect(await events("openhands-keys", "elsewhere")).toContain('ClusterSecretStore "elsewhere" is not ready');
      expect(await events("elsewhere", "default")).toContain(
        "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity",
      );
    });
    await expect(cluster.get("secret", "openhands-keys", "elsewhere")).rejects.toThrow("NotFound");
  }, 60_000);
});
