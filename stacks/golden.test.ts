import { join } from "node:path";
import { loadConfig } from "../config/load";
import { renderJson } from "../export/render/json";
import { synthesizeAll } from "../main";
import { expectGolden } from "../tools/golden";
import { testConfig } from "../tools/test-config";

/** Every input that changes the shape of the JSON, once. */
const EVERYTHING = `
aws: {account: "111122223333", region: eu-central-1}
tags: {system: openhands}
openhands: {version: "1.11"}
github:
  provider: import
  audiences: [sts.amazonaws.com, example]
  repositories:
    - {name: octo-org/tools, id: 456789, ownerId: 123456}
    - {name: octo-org/site}
runtime:
  prefixes: [agents/, shared/]
  refresher: {sessionSeconds: 900, sessionName: agents}
  subjects: [{environment: "prod:eu"}, {repositories: [octo-org/site], tag: v*}]
bedrock:
  region: us-east-1
  models:
    - {id: anthropic.claude-sonnet-4-6}
    - {id: anthropic.claude-opus-4-7, profile: global}
    - {id: amazon.nova-pro-v1:0, profile: none}
externalSecrets: {role: external-secrets}
deploy:
  build:
    subjects: [{any: true}, {owner: octo-org, pullRequest: true}]
    chained: {bucket: build-artifacts, prefixes: [images/], tagSession: true}
  sync: {bucket: site-content, maxSessionSeconds: 7200}
  roles:
    release_notes:
      name: release-notes
      subjects: [{tag: "*"}]
      grants:
        - {s3: read-write, bucket: release-notes}
        - {s3: read, bucket: release-archive, prefixes: [v1/]}
        - {ssm: read, parameters: [/release/token, release-channel]}
kubernetes:
  namespace: agents
  apiVersions: {externalSecrets: external-secrets.io/v1beta1}
  secretStore: {name: ssm, auth: {serviceAccount: {}, role: true}}
  externalSecret: {name: aws, refreshInterval: 30m0s, parameters: {OPENHANDS_BUCKET: /openhands/config/bucket}}
  deployment:
    name: oh
    image: {repository: registry.example.com/openhands, pullSecrets: [registry]}
    strategy: RollingUpdate
    hostNetwork: true
    dockerSocket: true
    workspace: /srv/openhands
    nodeAffinity: {kubernetes.io/hostname: [agents-1, agents-2]}
    storage: {size: 20Gi, className: fast, accessMode: ReadWriteMany}
    resources: {requests: {cpu: "1"}, limits: {cpu: "2", memory: 4Gi}}
    service: {type: LoadBalancer, port: 80, annotations: {example.com/internal: "true"}}
    env: {LOG_ALL_EVENTS: "true"}
    reload: checksum
  terraform:
    cluster:
      host: https://203.0.113.7:6443
      certificateAuthority: LS0tLS1CRUdJTi==
      exec: {command: aws, args: [eks, get-token, --cluster-name, agents], env: {AWS_PROFILE: agents}}
`;

/** One that exists, one that is created and named, and one that is created and has no known ARN yet. */
const APPLICATION_PROFILES = `
tags: {system: openhands}
bedrock:
  models:
    - id: anthropic.claude-opus-4-8
      profile: application
      from: global
      profileArn: arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1b2c3d4e5f6
    - id: anthropic.claude-sonnet-4-6
      profile: application
      profileName: agents
      profileArn: arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/f6e5d4c3b2a1
    - id: anthropic.claude-haiku-4-5-20251001-v1:0
      profile: application
      from: us
      profileName: agents haiku
      tags: {team: agents}
`;

/** Every input that only Agent Canvas has. */
const CANVAS = `
openhands: {family: canvas, version: "1.20.0"}
runtime: {refresher: {role: canvas-session, sessionSeconds: 3600, principal: "arn:aws:iam::123456789012:role/canvas"}}
kubernetes:
  externalSecret: {parameters: {OPENHANDS_BUCKET: /openhands/config/bucket}}
  canvas:
    keys: {name: canvas-keys, sessionKeyParameter: /canvas/session, secretKeyParameter: /canvas/secret}
    vscode: true
    ingress: {host: canvas.example.com, className: nginx, tlsSecret: canvas-tls}
  deployment: {env: {LOG_LEVEL: debug}}
  terraform: {}
`;

/** Everything that the stack openhands-audit can have, and the user's policies from known addresses only. */
const AUDIT = `
tags: {system: openhands}
runtime: {refresher: {}}
bedrock: {sourceAddresses: [203.0.113.0/24]}
externalSecrets: {role: external-secrets}
audit:
  bucket: octo-org-audit
  dataBucket: create
  known: {principals: ["arn:aws:iam::123456789012:role/ci/terraform"]}
  emails: [oncall@example.com]
  prices: {anthropic.claude-sonnet-4-6: {input: 3, output: 15}}
`;

/** The data bucket exists, is in Bedrock's region, and S3 logs the access to it; prompts are logged, too. */
const ACCESS_LOGS = `
aws: {region: us-east-1}
bedrock: {region: us-east-1}
audit:
  name: agents-audit
  bucket: octo-org-audit
  keepDays: 30
  queryDays: 14
  dataEvents: false
  accessLogBucket: octo-org-access
  prompts: true
  known: {principals: ["arn:aws:iam::123456789012:user/admin"], addresses: [198.51.100.4/30]}
  alarms: {keyUses: 2, deniedWebIdentities: 3, tokensPerHour: 1000, throttles: 5}
  budget: {monthlyUsd: 50, services: [Amazon Bedrock], actualPercent: 50, forecastPercent: 90}
`;

/** No access key any more: the agent in the pod has the role of its own service account. */
const WORKLOAD_IDENTITY = `
openhands: {family: canvas}
bedrock: {access: workload-identity}
kubernetes:
  identity: {cluster: self-hosted, issuer: {url: https://oidc.example.com/agents}, tokenSeconds: 7200}
  terraform: {}
`;

/** The way there: user and key stay, and both can assume the sessions' role. */
const KEYS_KEPT = `
openhands: {version: "0.62"}
runtime: {refresher: {}}
bedrock: {access: workload-identity, accessKey: {keep: true, status: Inactive}}
externalSecrets: {role: external-secrets}
kubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}, terraform: {}}
`;

/** Every verb's rights, in the account and in the cluster, for every kind of principal and subject. */
const OPERATIONS = `
tags: {system: openhands}
runtime: {refresher: {}}
externalSecrets: {role: external-secrets}
kubernetes: {terraform: {}}
operations:
  roles:
    verify:
      principals: ["arn:aws:iam::123456789012:user/people/alice"]
      subjects: [{branch: main, workflows: [openhands-review.yml]}]
      cluster: [{user: alice}, {group: oncall}, {serviceAccount: runner, namespace: ci}]
    rotate:
      name: rotation
      subjects: [{environment: production}]
      maxSessionSeconds: 7200
      cluster: [{group: oncall}]
    revoke: {principals: ["arn:aws:iam::123456789012:role/oncall", "arn:aws:iam::123456789012:user/people/alice"]}
    rollback: {principals: ["arn:aws:iam::123456789012:role/oncall"], cluster: [{group: oncall}]}
`;

/** The documents of a self-hosted cluster's issuer behind CloudFront at a name of the owner's, and who publishes them. */
const ISSUER = `
bedrock: {access: workload-identity}
kubernetes:
  identity:
    cluster: self-hosted
    issuer:
      url: https://oidc.example.com/agents
      documents: cloudfront
      bucket: octo-org-issuer
      certificate: arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012
  terraform: {}
operations:
  roles:
    issuer: {principals: ["arn:aws:iam::123456789012:role/platform"], cluster: [{group: platform}]}
`;

/** The distribution's own name is not known yet: nothing trusts it. */
const ISSUER_UNNAMED = `
kubernetes: {identity: {cluster: self-hosted, issuer: {documents: cloudfront, bucket: octo-org-issuer}}}
`;

/** A bucket that serves the documents itself. */
const ISSUER_BUCKET = `
bedrock: {access: workload-identity}
kubernetes:
  identity:
    cluster: self-hosted
    issuer: {documents: bucket, bucket: octo-org-issuer, url: "https://octo-org-issuer.s3.ap-northeast-1.amazonaws.com"}
`;

const CONFIGS = {
  issuer: testConfig(ISSUER, "openhands.yaml"),
  "issuer-unnamed": testConfig(ISSUER_UNNAMED, "openhands.yaml"),
  "issuer-bucket": testConfig(ISSUER_BUCKET, "openhands.yaml"),
  "workload-identity": testConfig(WORKLOAD_IDENTITY, "openhands.yaml"),
  "keys-kept": testConfig(KEYS_KEPT, "openhands.yaml"),
  "as-designed": testConfig("posture: as-designed", "openhands.yaml"),
  hardened: testConfig("", "openhands.yaml"),
  installation: loadConfig(join(__dirname, "../config/openhands.yaml")),
  everything: testConfig(EVERYTHING, "openhands.yaml"),
  canvas: testConfig(CANVAS, "openhands.yaml"),
  "application-profiles": testConfig(APPLICATION_PROFILES, "openhands.yaml"),
  audit: testConfig(AUDIT, "openhands.yaml"),
  operations: testConfig(OPERATIONS, "openhands.yaml"),
  "access-logs": testConfig(ACCESS_LOGS, "openhands.yaml"),
};

const golden = (name: string) => join(__dirname, "golden", name);

describe.each(Object.entries(CONFIGS))("the config %s", (name, config) => {
  it.each([...synthesizeAll(config)])("gives the reviewed JSON of %s", (stack, json) => {
    // The version of the synthesizing library is not reviewed.
    const { "//": _metadata, ...reviewed } = json;
    expectGolden(renderJson(reviewed), golden(`${name}.${stack}.json`));
  });

  it("gives the same bytes each time", () => {
    const bytes = () => [...synthesizeAll(config)].map(([, json]) => renderJson(json));
    expect(bytes()).toEqual(bytes());
  });
});

it("writes, as designed, exactly ten resources, two variables and nothing else", () => {
  const { resource, variable, output } = synthesizeAll(CONFIGS["as-designed"]).get("openhands") as Record<
    string,
    Record<string, object>
  >;
  const labels = Object.values(resource ?? {}).flatMap((blocks) => Object.keys(blocks));
  expect(labels).toHaveLength(10);
  expect(Object.keys(variable ?? {})).toEqual(["bedrock_model_id", "bedrock_region"]);
  expect(output ?? {}).toEqual({});
});
