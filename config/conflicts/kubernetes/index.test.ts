import { testConfig } from "../../../tools/test-config";

/** What is wrong, each without the file's name and the line. */
function problemsOf(yaml: string): string[] {
  try {
    testConfig(yaml, "c.yaml");
    return [];
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .slice(1)
      .map((line) => line.replace(/^ {2}c\.yaml:\d+ /, ""));
  }
}

const OWN = "is part of the access, which openhands-aws already writes; leave it out";
const ACCESS_KEY = "is part of the access key, which only the refresher gets (runtime.refresher); leave it out";
const YOURS = "needs deployment.generate: true; write it into your own Deployment instead";
/** The config says nothing about OpenHands, which was 0.27 then. */
const OR_KEEP = 'leave it out, or keep OpenHands 0.x with openhands: {family: 0.x, version: "0.27"}';
const NO_SANDBOXES = `has no effect with Agent Canvas, which starts no sandboxes; ${OR_KEEP}`;
const SIZE = "must be a size above 0 with a unit of bytes, such as 512Mi or 10Gi";
const INTERVAL = "must be a duration above 0 and at most 292 years, such as 1h0m0s";
const OF_THE_NODE = "which the node itself uses; choose a directory for sandboxes only, such as /srv/openhands";

// biome-ignore format: one wrong file a row
it.each<[string, string, string]>([
  ["an ExternalSecret for a parameter that nobody writes", "kubernetes: {externalSecret: {parameters: {TOKEN: /openhands/token}}}", 'kubernetes.externalSecret.parameters.TOKEN: "/openhands/token" must be a parameter that this config writes, otherwise there will be no Secret: /openhands/config/bucket, /openhands/config/region, /openhands/config/role-arn, /openhands/config/bedrock-region, /openhands/config/bedrock-model-id'],
  ["the access key for Agent Canvas beside the refresher", "kubernetes: {externalSecret: {parameters: {KEY: bedrock-secret-access-key}}}", `kubernetes.externalSecret.parameters.KEY: "bedrock-secret-access-key" ${ACCESS_KEY}`],
  ["the access key's id for someone else's Agent Canvas", "bedrock: {accessKeyIdParameter: /oh/id}\nkubernetes: {deployment: {generate: false}, externalSecret: {parameters: {ID: /oh/id}}}", `kubernetes.externalSecret.parameters.ID: "/oh/id" ${ACCESS_KEY}`],
  ["an ExternalSecret for a setting that the design does not write", "posture: as-designed\nkubernetes: {externalSecret: {parameters: {BUCKET: /openhands/config/bucket}}}", 'kubernetes.externalSecret.parameters.BUCKET: "/openhands/config/bucket" must be a parameter that this config writes, otherwise there will be no Secret: bedrock-access-key-id, bedrock-secret-access-key'],
  ["a store without auth", "kubernetes: {secretStore: {auth: {}}}", "kubernetes.secretStore.auth: {} must have one of secret, serviceAccount, role; otherwise the store uses whatever permissions the operator happens to have"],
  ["a store with two identities", "externalSecrets: {role: eso}\nkubernetes: {secretStore: {auth: {secret: {}, serviceAccount: {}}}}", "kubernetes.secretStore.auth: { secret: {}, serviceAccount: {} } must have secret or serviceAccount, not both"],
  ["auth of a store that exists", "kubernetes: {secretStore: {generate: false, auth: {secret: {}}}}", "kubernetes.secretStore.auth: { secret: { namespace: 'external-secrets', name: 'awssm-secret', accessKeyIdKey: 'access-key', secre... must be left out, because the store is your own (secretStore.generate: false)"],
  ["a store without the role that it assumes", "kubernetes: {secretStore: {auth: {role: true}}}", "externalSecrets.role is required: the role that kubernetes.secretStore.auth.role assumes to read the parameters"],
  ["a ServiceAccount without the role that it assumes", "kubernetes: {secretStore: {auth: {serviceAccount: {}}}}", "externalSecrets.role is required: the role that the ServiceAccount of kubernetes.secretStore.auth assumes to read the parameters"],
  ["a key of a user that may not read", "externalSecrets: {role: eso}\nkubernetes: {secretStore: {auth: {secret: {name: key}}}}", "kubernetes.secretStore.auth: { secret: { namespace: 'external-secrets', name: 'key', accessKeyIdKey: 'access-key', secretAccessKe... must have role: true, because only externalSecrets.role may read the parameters; or name the access key's user in externalSecrets.user"],
  ["a variable of ours", "kubernetes: {deployment: {env: {AWS_REGION: eu-west-1}}}", `kubernetes.deployment.env.AWS_REGION ${OWN}`],
  ["a key for the sandboxes", "kubernetes: {deployment: {env: {SANDBOX_ENV_AWS_SECRET_ACCESS_KEY: x}}}", `kubernetes.deployment.env.SANDBOX_ENV_AWS_SECRET_ACCESS_KEY ${OWN}`],
  ["a key for the model's client in the sandboxes", "openhands: {version: '1.11'}\nruntime: {refresher: {}}\nkubernetes: {externalSecret: {parameters: {LLM_AWS_SECRET_ACCESS_KEY: bedrock-secret-access-key}}}", `kubernetes.externalSecret.parameters.LLM_AWS_SECRET_ACCESS_KEY ${OWN}`],
  ["one variable from the Secret and from the config", "kubernetes: {externalSecret: {parameters: {BUCKET: /openhands/config/bucket}}, deployment: {env: {BUCKET: data}}}", "kubernetes.deployment.env.BUCKET is also in kubernetes.externalSecret.parameters; keep one"],
  ["one variable twice", "kubernetes:\n  deployment:\n    env:\n      DEBUG: 'true'\n      DEBUG: 'false'", "Map keys must be unique. Keep one of them."],
  ["mounts beside the workspace's", "openhands: {version: '0.59'}\nkubernetes: {deployment: {workspace: /srv/work, env: {SANDBOX_VOLUMES: '/a:/b'}}}", "kubernetes.deployment.env.SANDBOX_VOLUMES is already set by workspace; leave one of them out"],
  ["mounts beside the refresher's", "openhands: {version: '0.59'}\nruntime: {refresher: {}}\nkubernetes: {deployment: {env: {SANDBOX_VOLUMES: '/a:/b'}}}", "kubernetes.deployment.env.SANDBOX_VOLUMES is already set by runtime.refresher; leave one of them out"],
  ["a setting of 0.x for 1.x", "openhands: {version: '1.11'}\nruntime: {refresher: {}}\nkubernetes: {deployment: {env: {SANDBOX_RUNTIME_STARTUP_ENV_VARS: '{}'}}}", "kubernetes.deployment.env.SANDBOX_RUNTIME_STARTUP_ENV_VARS is not read by OpenHands 1.x (openhands); leave it out"],
  ["a setting of 1.x for 0.x", "openhands: {version: '0.59'}\nkubernetes: {deployment: {env: {OH_WEB_URL: https://a}}}", "kubernetes.deployment.env.OH_WEB_URL is not read by OpenHands 0.x (openhands); leave it out"],
  ["1.x as designed", "posture: as-designed\nopenhands: {version: '1.11'}\nkubernetes: {}", 'openhands.version: "1.11" must be 0.x with posture as-designed: 1.x does not read the design\'s variables'],
  ["1.x without credentials for its sandboxes", "openhands: {version: '1.11'}\nkubernetes: {}", "runtime.refresher is required: {} at least, because OpenHands 1.x calls the model from its sandboxes, which never get the access key"],
  ["1.x whose sandboxes cannot call back", "openhands: {version: '1.11'}\nruntime: {refresher: {}}\nkubernetes: {deployment: {dockerSocket: true}}", "kubernetes.deployment.hostNetwork: false must be true with dockerSocket in OpenHands 1.x, whose sandboxes call port 3000 of the node; or leave out dockerSocket"],
  ["a release that cannot mount the refreshed credentials", "openhands: {version: '0.37'}\nruntime: {refresher: {}}\nkubernetes: {}", 'openhands.version: "0.37" must be 0.38 or later with runtime.refresher: an earlier release cannot mount the refreshed credentials into its sandboxes'],
  ["a workspace within the node's own", "openhands: {version: '0.59'}\nkubernetes: {deployment: {workspace: /run/openhands-aws}}", `kubernetes.deployment.workspace: "/run/openhands-aws" must neither contain nor be inside /run, ${OF_THE_NODE}`],
  ["a workspace that holds the node's own", "openhands: {version: '0.59'}\nkubernetes: {deployment: {workspace: /var}}", `kubernetes.deployment.workspace: "/var" must neither contain nor be inside /var/run, ${OF_THE_NODE}`],
  ["a mount of the refresher's directory", "openhands: {version: '0.59'}\nruntime: {refresher: {}}\nkubernetes: {awsAccess: {mounts: ['/srv:/workspace', '/run/openhands-aws:/x']}}", 'kubernetes.awsAccess.mounts[1]: "/run/openhands-aws:/x" must not overlap /run/openhands-aws, which the component mounts itself'],
  ["a request above its limit", "kubernetes: {deployment: {resources: {requests: {cpu: 1500m}, limits: {cpu: '1'}}}}", 'kubernetes.deployment.resources.requests.cpu: "1500m" must be at most 1, which is deployment.resources.limits.cpu'],
  ["the default request above a limit", "kubernetes: {deployment: {resources: {limits: {memory: 512Mi}}}}", 'kubernetes.deployment.resources.requests.memory: "1Gi" must be at most 512Mi, which is deployment.resources.limits.memory'],
  ["several pods with one's volume", "openhands: {version: '0.59'}\nkubernetes: {deployment: {replicas: 2}}", "kubernetes.deployment.replicas: 2 must be 0 or 1, because pods share the volume; or set storage.accessMode to ReadWriteMany"],
  ["the docker socket for someone else's Deployment", "openhands: {version: '0.59'}\nkubernetes: {deployment: {generate: false, dockerSocket: true}}", `kubernetes.deployment.dockerSocket: true ${YOURS}`],
  ["variables for someone else's Deployment", "kubernetes: {deployment: {generate: false, env: {DEBUG: 'true'}}}", `kubernetes.deployment.env: { DEBUG: 'true' } ${YOURS}`],
  ["a StorageClass for someone else's Deployment", "kubernetes: {deployment: {generate: false, storage: {className: fast}}}", `kubernetes.deployment.storage.className: "fast" ${YOURS}`],
  ["a checksum for someone else's Deployment", "kubernetes: {deployment: {generate: false, reload: checksum}}", `kubernetes.deployment.reload: "checksum" ${YOURS}`],
  ["a workload by name and by labels", "kubernetes: {awsAccess: {name: a, labels: a=b}}", "kubernetes.awsAccess: { name: 'a', labels: 'a=b' } must have name or labels, not both"],
  ["a cluster by kubeconfig and by URL", "kubernetes: {terraform: {kubeconfig: {}, cluster: {host: 'https://a.example', exec: {command: aws}}}}", "kubernetes.terraform: { kubeconfig: {}, cluster: { host: 'https://a.example', exec: { command: 'aws' } } } must have kubeconfig or cluster, not both"],
  ["a memory of half a byte", "kubernetes: {deployment: {resources: {limits: {memory: 512m}}}}", `kubernetes.deployment.resources.limits.memory: "512m" ${SIZE}`],
  ["a volume of ten bytes", "kubernetes: {deployment: {storage: {size: '10'}}}", `kubernetes.deployment.storage.size: "10" ${SIZE}`],
  ["processors in bytes", "kubernetes: {deployment: {resources: {limits: {cpu: 2Gi}}}}", 'kubernetes.deployment.resources.limits.cpu: "2Gi" must be a number of processors above 0, such as 500m or 2'],
  ["a version that YAML reads as another", "openhands: {version: 1.10}\nkubernetes: {}", 'openhands.version: 1.10 must be a string (put it in quotes): a release of OpenHands in quotes, such as "0.62", "1.11" or "1.20.0"'],
  ["a port in octal", "kubernetes: {deployment: {service: {port: 010}}}", "010 is not the same number to every YAML reader. Write it in decimal, without a leading 0."],
  ["yes for true", "kubernetes: {deployment: {hostNetwork: on}}", 'kubernetes.deployment.hostNetwork: "on" must be true or false'],
  ["a variable that is a number", "kubernetes: {deployment: {env: {MODE: 0755}}}", "kubernetes.deployment.env.MODE: 0755 must be a string (put it in quotes): a text on one line, without ${ and %{"],
  ["the cluster's own namespace", "kubernetes: {namespace: kube-system}", 'kubernetes.namespace: "kube-system" must not begin with kube-, which is reserved for the cluster'],
  ["a namespace that each cluster has", "kubernetes: {namespace: default}", "kubernetes.createNamespace is required: false with the namespace default, which always exists"],
  ["the name of a ServiceAccount that each namespace has", "kubernetes: {deployment: {name: default}}", 'kubernetes.deployment.name: "default" must be a different name: default is the ServiceAccount that every namespace has'],
  ["a Secret over the operator's key", "kubernetes: {namespace: external-secrets, externalSecret: {name: awssm-secret}}", 'kubernetes.externalSecret.name: "awssm-secret" must differ from secretStore.auth.secret.name, otherwise the operator would overwrite its own key'],
  ["one key of a Secret for both halves", "kubernetes: {secretStore: {auth: {secret: {accessKeyIdKey: a, secretAccessKeyKey: a}}}}", 'kubernetes.secretStore.auth.secret.secretAccessKeyKey: "a" must be a different key from accessKeyIdKey'],
  ["a Secret for pulling twice", "kubernetes: {deployment: {image: {pullSecrets: [a, b, a]}}}", 'kubernetes.deployment.image.pullSecrets[2]: "a" is in the list twice; keep one'],
  ["an invalid label key", "kubernetes: {deployment: {nodeAffinity: {-disk: [ssd]}}}", "kubernetes.deployment.nodeAffinity.-disk must be a label key: at most 63 letters, digits and -_., optionally after a DNS name and /"],
  ["an invalid annotation key", "kubernetes: {deployment: {service: {annotations: {'Example.com/x': y}}}}", "kubernetes.deployment.service.annotations[\"Example.com/x\"] must be a label key: at most 63 letters, digits and -_., optionally after a DNS name and /"],
  ["two pods for one port of a node", "openhands: {version: '0.59'}\nkubernetes: {deployment: {strategy: RollingUpdate, hostNetwork: true}}", 'kubernetes.deployment.strategy: "RollingUpdate" must be Recreate with hostNetwork: the volume keeps both pods on one node, where the old pod holds the port until it ends; or set storage.accessMode to ReadWriteMany'],
  ["a workspace in the node's programs", "openhands: {version: '0.59'}\nkubernetes: {deployment: {workspace: /usr/share/work}}", `kubernetes.deployment.workspace: "/usr/share/work" must neither contain nor be inside /usr, ${OF_THE_NODE}`],
  ["a workspace in the node's containers", "openhands: {version: '0.59'}\nkubernetes: {deployment: {workspace: /var/lib/docker/work}}", `kubernetes.deployment.workspace: "/var/lib/docker/work" must neither contain nor be inside /var/lib/docker, ${OF_THE_NODE}`],
  ["the refresher's container for OpenHands'", "openhands: {version: '0.59'}\nruntime: {refresher: {}}\nkubernetes: {awsAccess: {container: aws-credentials-refresher}}", 'kubernetes.awsAccess.container: "aws-credentials-refresher" must be the container of OpenHands; aws-credentials-refresher is the one that the component adds'],
  ["a mount over the refresher's", "openhands: {version: '0.59'}\nruntime: {refresher: {}}\nkubernetes: {awsAccess: {mounts: ['/srv:/run/openhands-aws']}}", 'kubernetes.awsAccess.mounts[0]: "/srv:/run/openhands-aws" must not overlap /run/openhands-aws, which the component mounts itself'],
  ["two mounts at one place", "openhands: {version: '0.59'}\nkubernetes: {awsAccess: {mounts: ['/a:/workspace', '/b:/workspace:ro']}}", 'kubernetes.awsAccess.mounts[1]: "/b:/workspace:ro" has the same mount point as an earlier mount; keep one'],
  ["the docker socket for Agent Canvas", "kubernetes: {deployment: {dockerSocket: true}}", `kubernetes.deployment.dockerSocket ${NO_SANDBOXES}`],
  ["a workspace for Agent Canvas, in the node's own", "kubernetes: {deployment: {workspace: /var}}", `kubernetes.deployment.workspace ${NO_SANDBOXES}`],
  ["the docker socket for an Agent Canvas that was asked for", "openhands: {family: canvas}\nkubernetes: {deployment: {dockerSocket: true}}", "kubernetes.deployment.dockerSocket has no effect with Agent Canvas, which starts no sandboxes; leave it out"],
  ["mounts for Agent Canvas", "kubernetes: {awsAccess: {mounts: ['/a:/workspace']}}", `kubernetes.awsAccess.mounts ${NO_SANDBOXES}`],
  ["the node's network for Agent Canvas", "kubernetes: {deployment: {hostNetwork: true}}", `kubernetes.deployment.hostNetwork would open every port of Agent Canvas on the node; ${OR_KEEP}`],
  ["two pods of Agent Canvas at a time", "kubernetes: {deployment: {strategy: RollingUpdate}}", `kubernetes.deployment.strategy must be Recreate with Agent Canvas, of which only one pod may use the volume; ${OR_KEEP}`],
  ["several pods of Agent Canvas, whatever they share", "kubernetes: {deployment: {replicas: 2, storage: {accessMode: ReadWriteMany}}}", "kubernetes.deployment.replicas: 2 must be 0 or 1: Agent Canvas keeps conversations, settings and automations in one place"],
  ["several pods of Agent Canvas with one's volume", "kubernetes: {deployment: {replicas: 2}}", "kubernetes.deployment.replicas: 2 must be 0 or 1: Agent Canvas keeps conversations, settings and automations in one place"],
  ["another image for Agent Canvas", "kubernetes: {deployment: {image: {repository: a.example/b}}}", `kubernetes.deployment.image.repository has no effect with Agent Canvas, which runs in the image of the section image; ${OR_KEEP}`],
  ["a digest of another image for Agent Canvas", `kubernetes: {deployment: {image: {digest: 'sha256:${"0".repeat(64)}'}}}`, `kubernetes.deployment.image.digest has no effect with Agent Canvas, which runs in the image of the section image; ${OR_KEEP}`],
  ["Agent Canvas as designed", "posture: as-designed\nopenhands: {family: canvas}\nkubernetes: {}", 'openhands.family: "canvas" must be 0.x with posture as-designed: canvas does not read the design\'s variables'],
  ["Agent Canvas' section as designed", "posture: as-designed\nkubernetes: {canvas: {}}", "kubernetes.canvas has no effect with the family 0.x (openhands.family); leave it out"],
  ["Agent Canvas' section for 1.x", "openhands: {version: '1.11'}\nruntime: {refresher: {}}\nkubernetes: {canvas: {vscode: true}}", "kubernetes.canvas has no effect with the family 1.x (openhands.family); leave it out"],
  ["Agent Canvas' section for someone else's Deployment", "kubernetes: {deployment: {generate: false}, canvas: {ingress: {host: a.example}}}", `kubernetes.canvas ${YOURS}`],
  ["Agent Canvas' keys in the access key's Secret", "kubernetes: {canvas: {keys: {name: bedrock-credentials}}}", 'kubernetes.externalSecret.name: "bedrock-credentials" must differ from kubernetes.canvas.keys.name: each is a Secret with keys of its own'],
  ["the access key in the Secret of Agent Canvas' keys", "kubernetes: {externalSecret: {name: openhands-keys}}", 'kubernetes.externalSecret.name: "openhands-keys" must differ from kubernetes.canvas.keys.name: each is a Secret with keys of its own'],
  ["Agent Canvas' key for its variables", "kubernetes: {externalSecret: {parameters: {TOKEN: /openhands/canvas/session-key}}}", expect.stringMatching(/^kubernetes\.externalSecret\.parameters\.TOKEN: "\/openhands\/canvas\/session-key" must be a parameter that this config writes, /)],
  ["1.x that gives its sandboxes the key", "openhands: {version: '1.11'}\nruntime: {refresher: false}\nkubernetes: {}", "runtime.refresher: false must be {} at least, because OpenHands 1.x calls the model from its sandboxes, which never get the access key"],
  ["Agent Canvas' release without its family", "openhands: {version: '1.20.0'}\nkubernetes: {}", 'openhands.version: "1.20.0" must be at most 1.11, with which OpenHands 1.x ended; for Agent Canvas, add family: canvas'],
  ["a setting of 0.x for Agent Canvas", "kubernetes: {deployment: {env: {SANDBOX_VOLUMES: '/a:/b'}}}", "kubernetes.deployment.env.SANDBOX_VOLUMES is not read by Agent Canvas (openhands); leave it out"],
  ["the second page of Agent Canvas for 1.x", "openhands: {version: '1.11'}\nruntime: {refresher: {}}\nkubernetes: {deployment: {env: {PUBLIC_MODE_PORT: '80'}}}", "kubernetes.deployment.env.PUBLIC_MODE_PORT is not read by OpenHands 1.x (openhands); leave it out"],
  ["what 0.62 needs for the model", "openhands: {version: '0.62'}\nkubernetes: {deployment: {env: {LLM_COMPLETION_KWARGS: '{}'}}}", `kubernetes.deployment.env.LLM_COMPLETION_KWARGS ${OWN}`],
  ["Agent Canvas' telemetry", "kubernetes: {deployment: {env: {DO_NOT_TRACK: '0'}}}", "kubernetes.deployment.env.DO_NOT_TRACK is already set by openhands-aws; leave it out"],
  ["Agent Canvas' key from another parameter", "kubernetes: {externalSecret: {parameters: {OH_SECRET_KEY: /openhands/config/bucket}}}", `kubernetes.externalSecret.parameters.OH_SECRET_KEY ${OWN}`],
  ["a Bedrock API key in the environment", "kubernetes: {deployment: {env: {LLM_AWS_BEARER_TOKEN_BEDROCK: x}}}", "kubernetes.deployment.env.LLM_AWS_BEARER_TOKEN_BEDROCK is a Bedrock API key, which OpenHands would use before its keyless access; leave it out, or see bedrock.apiKey"],
  ["a Bedrock API key from the Parameter Store", "kubernetes: {externalSecret: {parameters: {AWS_BEARER_TOKEN_BEDROCK: /openhands/config/bucket}}}", "kubernetes.externalSecret.parameters.AWS_BEARER_TOKEN_BEDROCK is a Bedrock API key, which OpenHands would use before its keyless access; leave it out, or see bedrock.apiKey"],
  ["an interval that Go cannot hold", "kubernetes: {externalSecret: {refreshInterval: 999999999h0m0s}}", `kubernetes.externalSecret.refreshInterval: "999999999h0m0s" ${INTERVAL}`],
  ["a quantity in another form than the server's", "kubernetes: {deployment: {resources: {limits: {cpu: 1000m}}}}", 'kubernetes.deployment.resources.limits.cpu: "1000m" must be written as the API server writes it: "1"'],
  ["an invalid quantity", "kubernetes: {deployment: {storage: {size: 10GB}}}", 'kubernetes.deployment.storage.size: "10GB" must be a size above 0 with a unit of bytes, such as 512Mi or 10Gi'],
  ["a number for a quantity", "kubernetes: {deployment: {resources: {limits: {cpu: 1}}}}", "kubernetes.deployment.resources.limits.cpu: 1 must be a string (put it in quotes): a number of processors above 0, such as 500m or 2"],
  ["an interval in another form than the operator's", "kubernetes: {externalSecret: {refreshInterval: 90m}}", 'kubernetes.externalSecret.refreshInterval: "90m" must be written as External Secrets writes it: "1h30m0s"'],
  ["no refresh", "kubernetes: {externalSecret: {refreshInterval: 0s}}", `kubernetes.externalSecret.refreshInterval: "0s" ${INTERVAL}`],
  ["an API version that the operator never had", "kubernetes: {apiVersions: {externalSecrets: external-secrets.io/v2}}", 'kubernetes.apiVersions.externalSecrets: "external-secrets.io/v2" must be one of external-secrets.io/v1, external-secrets.io/v1beta1; did you mean external-secrets.io/v1?'],
])("refuses %s", (_, yaml, problem) => expect(problemsOf(yaml)).toEqual([problem]));

// biome-ignore format: one file a row
it.each<[string, string]>([
  ["nothing but the section", "kubernetes: {}"],
  ["the design's cluster", "posture: as-designed\nkubernetes: {deployment: {hostNetwork: true, dockerSocket: true}}"],
  ["a store that exists", "externalSecrets: {role: eso}\nkubernetes: {secretStore: {generate: false}}"],
  ["a key that goes on to a role", "externalSecrets: {role: eso}\nkubernetes: {secretStore: {auth: {secret: {}, role: true}}}"],
  ["a key of the user that may read", "externalSecrets: {role: eso, user: eso}\nkubernetes: {secretStore: {auth: {secret: {}}}}"],
  ["a workload identity", "externalSecrets: {role: eso}\nkubernetes: {secretStore: {auth: {serviceAccount: {name: eso}}}}"],
  ["1.x with the refresher", "openhands: {version: '1.11'}\nruntime: {refresher: {}}\nkubernetes: {deployment: {dockerSocket: true, hostNetwork: true}}"],
  ["1.x without a cluster", "openhands: {version: '1.11'}"],
  ["the refresher from 0.38 on", "openhands: {version: '0.38'}\nruntime: {refresher: {}}\nkubernetes: {}"],
  ["the namespace that is there already", "kubernetes: {namespace: default, createNamespace: false}"],
  ["someone else's Deployment", "kubernetes: {deployment: {generate: false}, awsAccess: {kind: StatefulSet, labels: app=oh}}"],
  ["several pods with a shared volume", "openhands: {version: '0.59'}\nkubernetes: {deployment: {replicas: 2, storage: {accessMode: ReadWriteMany}}}"],
  ["variables that JavaScript has a word for", "kubernetes: {externalSecret: {parameters: {constructor: /openhands/config/bucket}}, deployment: {env: {toString: x}}}"],
  ["a workspace of its own", "openhands: {version: '0.59'}\nkubernetes: {deployment: {workspace: /srv/openhands}}"],
  ["a limit that is the request", "kubernetes: {deployment: {resources: {requests: {cpu: '1'}, limits: {cpu: '1'}}}}"],
  ["where a remote runtime is", "openhands: {version: '0.59'}\nkubernetes: {deployment: {env: {SANDBOX_LOCAL_RUNTIME_URL: 'http://docker:80', SANDBOX_USER_ID: '1000'}}}"],
  ["Agent Canvas with the access key", "runtime: {refresher: false}\nkubernetes: {externalSecret: {parameters: {KEY: bedrock-secret-access-key}}}"],
  ["the access key for the app of 0.x, which has it", "openhands: {version: '0.59'}\nruntime: {refresher: {}}\nkubernetes: {externalSecret: {parameters: {KEY: bedrock-secret-access-key}}}"],
  ["Agent Canvas with everything of its own", "kubernetes: {canvas: {keys: {generate: false, name: mine}, vscode: true, ingress: {host: oh.example.com, className: nginx, tlsSecret: oh-tls, annotations: {}}}}"],
  ["the chart's Agent Canvas", "kubernetes: {deployment: {generate: false}, awsAccess: {kind: StatefulSet, labels: app=canvas}, externalSecret: {name: openhands-keys}}"],
  ["1.x with a key for its secrets", "openhands: {version: '1.11'}\nruntime: {refresher: {}}\nkubernetes: {deployment: {env: {OH_SECRET_KEY: x}}}"],
  ["0.59 with arguments for the model, which only 0.60 needs", "openhands: {version: '0.59'}\nkubernetes: {deployment: {env: {LLM_COMPLETION_KWARGS: '{}'}}}"],
  ["0.62 with settings of its own", "openhands: {version: '0.62'}\nkubernetes: {deployment: {env: {LLM_NUM_RETRIES: '8', HOME: /root}}}"],
])("accepts %s", (_, yaml) => expect(problemsOf(yaml)).toEqual([]));

/** Names that Agent Canvas reads; anyone who changes one opens it, or gives it another key. */
const CLOSING = [
  "OH_SECRET_KEY",
  "OH_SESSION_API_KEYS_0",
  "OH_SESSION_API_KEYS_1",
  "SESSION_API_KEY",
  "LOCAL_BACKEND_API_KEY",
  "PUBLIC_MODE_PORT",
  "PORT",
  "OH_ENABLE_VSCODE",
];

it.each(CLOSING)("leaves no one the variable %s of Agent Canvas", (name) => {
  const env = `kubernetes: {deployment: {env: {${name}: x}}}`;
  expect(problemsOf(env)).toEqual([`kubernetes.deployment.env.${name} ${OWN}`]);
});

it.each([
  "AGENT_CANVAS_ALLOW_LAN_SESSION_KEY",
  "AUTOMATION_LOCAL_API_KEY",
  "AUTOMATION_AGENT_SERVER_API_KEY",
  "OPENHANDS_AUTOMATION_API_KEY",
])("lets no variable %s open Agent Canvas", (name) => {
  const env = `deployment: {env: {${name}: x}}`;
  expect(problemsOf(`kubernetes: {${env}}`)).toEqual([
    `kubernetes.deployment.env.${name} would open Agent Canvas to someone without its key; leave it out`,
  ]);
  expect(problemsOf(`openhands: {version: '0.62'}\nkubernetes: {${env}}`)).toEqual([]);
});
