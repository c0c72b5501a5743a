import { publishedBase } from "./base-image";
import { kubernetesConflicts } from "./kubernetes-conflicts";
import { isCallableFrom, KNOWN_MODELS, PROFILES } from "./models";
import { partitionOf } from "./regions";
import type { ConfigFile } from "./schema";

/** A value that fits its own rule but not another value; `path` as in a zod issue. */
export interface Conflict {
  readonly path: readonly (string | number)[];
  /** The rule and how to mend it; it follows the key and the value. */
  readonly message: string;
  /** The key itself is wrong, not its value. */
  readonly wrongKey?: boolean;
}

/** Every value that does not fit another one. */
export function* conflictsOf(file: ConfigFile): Iterable<Conflict> {
  yield* regionConflicts(file);
  yield* repositoryConflicts(file);
  yield* parameterConflicts(file);
  yield* modelConflicts(file);
  yield* profileConflicts(file);
  yield* sessionConflicts(file);
  yield* imageConflicts(file);
  yield* refresherConflicts(file);
  yield* nameConflicts(file);
  yield* operatorConflicts(file);
  yield* kubernetesConflicts(file);
}

/** One set of credentials serves one partition. */
function* regionConflicts({ aws, bedrock, terraform }: ConfigFile): Iterable<Conflict> {
  const partition = partitionOf(aws.region);
  const regions: [Conflict["path"], string | undefined][] = [
    [["bedrock", "region"], bedrock.region],
    [["terraform", "state", "region"], terraform.state.region],
    ...bedrock.models.flatMap(({ regions = [] }, model) =>
      regions.map((region, at): [Conflict["path"], string] => [["bedrock", "models", model, "regions", at], region]),
    ),
  ];
  for (const [path, region] of regions)
    if (region && partitionOf(region) !== partition)
      yield { path, message: `must be in the partition ${partition}, where aws.region is` };
}

function* repositoryConflicts({ github, runtime, deploy }: ConfigFile): Iterable<Conflict> {
  const names = github.repositories.map(({ name }) => name);
  // GitHub tells names apart by their letters, not by their case.
  yield* repeated(names.map((name, index) => [["github", "repositories", index, "name"], name.toLowerCase()]));

  const users: [Conflict["path"], ConfigFile["runtime"]["subjects"]][] = [[["runtime", "subjects"], runtime.subjects]];
  if (deploy) {
    users.push([["deploy", "build", "subjects"], deploy.build.subjects]);
    for (const [label, { subjects }] of Object.entries(deploy.roles))
      users.push([["deploy", "roles", label, "subjects"], subjects]);
  }
  const listed = new Set(names);
  for (const [path, subjects] of users)
    for (const [index, { repositories = [] }] of subjects.entries())
      for (const [at, name] of repositories.entries())
        if (!listed.has(name))
          yield {
            path: [...path, index, "repositories", at],
            message: "is not in github.repositories; add it there, spelt the same",
          };
}

function* parameterConflicts({ bedrock, runtime }: ConfigFile): Iterable<Conflict> {
  // One ARN stands for a name with its leading slash and without.
  const keyId = `/${bedrock.accessKeyIdParameter}`.replace("//", "/");
  const secret = `/${bedrock.secretAccessKeyParameter}`.replace("//", "/");
  if (keyId === secret)
    yield {
      path: ["bedrock", "secretAccessKeyParameter"],
      message: "must be another parameter than bedrock.accessKeyIdParameter",
    };
  const settings = runtime.configuration.path;
  const message = `must lie outside ${settings}, where the runtime's settings are (runtime.configuration.path)`;
  if (keyId.startsWith(`${settings}/`)) yield { path: ["bedrock", "accessKeyIdParameter"], message };
  if (secret.startsWith(`${settings}/`)) yield { path: ["bedrock", "secretAccessKeyParameter"], message };
}

function* modelConflicts({ bedrock: { models = [] } }: ConfigFile): Iterable<Conflict> {
  yield* repeated(models.map(({ id }, index) => [["bedrock", "models", index, "id"], id]));
  for (const [index, { id, profile = "us", regions }] of models.entries()) {
    const path = ["bedrock", "models", index, "regions"];
    const placeless = profile === "global" || profile === "none";
    if (placeless && regions) yield { path, message: `must be left out with the profile ${profile}` };
    if (!placeless && !regions && !KNOWN_MODELS.get(id)?.regions[profile])
      yield {
        path,
        message: `must be the regions that ${profile}.${id} sends requests to, which are not known here; see aws bedrock get-inference-profile --inference-profile-identifier ${profile}.${id}`,
      };
  }
}

/** Bedrock refuses a profile that does not exist where it is called. As designed there is none. */
function* profileConflicts({ posture, aws, bedrock: { region, models } }: ConfigFile): Iterable<Conflict> {
  if (posture === "as-designed" || partitionOf(region) !== partitionOf(aws.region)) return;
  const there = PROFILES.filter((profile) => isCallableFrom(profile, region));
  for (const [index, { profile = "us" }] of models.entries())
    if (!there.includes(profile))
      yield {
        path: ["bedrock", "models", index, "profile"],
        message: `must be one that exists in ${region}, where Bedrock is called (bedrock.region): ${there.join(", ")}; profile ${profile} does not`,
      };
}

function* sessionConflicts({ deploy }: ConfigFile): Iterable<Conflict> {
  if (!deploy) return;
  const { build, sync, identityCheck } = deploy;
  const sessions = [
    { user: "build", role: "build", seconds: build.session.seconds, most: build.maxSessionSeconds },
    { user: "sync", role: "sync", seconds: sync.session.seconds, most: sync.maxSessionSeconds },
    { user: "identityCheck", role: "build", seconds: identityCheck.session.seconds, most: build.maxSessionSeconds },
  ];
  for (const { user, role, seconds, most } of sessions)
    if (seconds > most)
      yield {
        path: ["deploy", user, "session", "seconds"],
        message: `must be at most ${most}, which is deploy.${role}.maxSessionSeconds; raise that or lower this`,
      };
}

/** Seconds: the longest session of a role that a role assumes. */
const MOST_CHAINED_SECONDS = 3600;

function* refresherConflicts({ aws, runtime: { role, maxSessionSeconds, refresher } }: ConfigFile): Iterable<Conflict> {
  if (!refresher) return;
  const { principal, sessionSeconds } = refresher;
  const path = ["runtime", "refresher", "sessionSeconds"];
  if (sessionSeconds > maxSessionSeconds)
    yield {
      path,
      message: `must be at most ${maxSessionSeconds}, which is runtime.maxSessionSeconds; raise that or lower this`,
    };
  else if (principal && sessionSeconds > MOST_CHAINED_SECONDS)
    yield {
      path,
      message: `must be at most ${MOST_CHAINED_SECONDS}: AWS caps the session of a role that another role assumes (runtime.refresher.principal)`,
    };
  if (!principal) return;
  const own = `arn:${partitionOf(aws.region)}:iam::${aws.account}:role/`;
  if (!principal.startsWith(own))
    yield {
      path: ["runtime", "refresher", "principal"],
      message: `must be a role of aws.account, ${own}NAME: a mistyped account would be let in`,
    };
  else if (principal.slice(principal.lastIndexOf("/") + 1).toLowerCase() === role.toLowerCase())
    yield {
      path: ["runtime", "refresher", "principal"],
      message: "must be another role than runtime.role, which it is to assume",
    };
}

/** Labels of roles, or of what belongs to a role, that the stack `openhands-deploy` has without being asked. */
const TAKEN_LABELS =
  /^(?:github_oidc|upload_to_s3|github_s3_sync|registry|registry_url|lifecycle|aws|backend)$|_(?:trust|role_arn)$/;

function* nameConflicts({ runtime, bedrock, externalSecrets, deploy }: ConfigFile): Iterable<Conflict> {
  // In the stack `openhands-deploy` a role's policy has the role's name.
  const deployed = deployedRoles(deploy);
  yield* shared([[["runtime", "role"], runtime.role], ...deployed]);
  yield* shared([
    [["runtime", "s3Policy", "name"], runtime.s3Policy.name],
    [["runtime", "configuration", "policy"], runtime.configuration.policy],
    [["bedrock", "policy", "name"], bedrock.policy.name],
    [["externalSecrets", "policy"], externalSecrets.policy],
    ...(runtime.refresher ? [[["runtime", "refresher", "policy"], runtime.refresher.policy] as const] : []),
    // Those that clash among themselves are told above.
    ...new Map(deployed.map((named): [string, Named] => [named[1].toLowerCase(), named])).values(),
  ]);
  for (const label of Object.keys(deploy?.roles ?? {}))
    if (TAKEN_LABELS.test(label))
      yield {
        path: ["deploy", "roles", label],
        message: "is taken in this stack, or ends as what belongs to a role; choose another label",
        wrongKey: true,
      };
}

/** Whoever gets the operator's rights reads the access key: no identity that runs, sandboxes or workflows can be. */
function* operatorConflicts({ runtime, bedrock, externalSecrets, deploy }: ConfigFile): Iterable<Conflict> {
  const { role, user } = externalSecrets;
  const reached = [[["runtime", "role"], runtime.role] as const, ...deployedRoles(deploy)].find(
    ([, name]) => name.toLowerCase() === role?.toLowerCase(),
  );
  if (reached)
    yield {
      path: ["externalSecrets", "role"],
      message: `must be a role of the operator's own, not ${reached[0].join(".")}: whoever runs in that role would read Bedrock's access key`,
    };
  if (user?.toLowerCase() === bedrock.user.name.toLowerCase())
    yield {
      path: ["externalSecrets", "user"],
      message: "must be a user of the operator's own, not bedrock.user: its key would read every key that follows it",
    };
}

/** The roles of the stack `openhands-deploy`: GitHub's runs get each of them. */
const deployedRoles = (deploy: ConfigFile["deploy"]): Named[] =>
  deploy
    ? [
        [["deploy", "build", "role"], deploy.build.role],
        [["deploy", "build", "chained", "role"], deploy.build.chained.role],
        [["deploy", "sync", "role"], deploy.sync.role],
        ...Object.entries(deploy.roles).map(([label, { name }]): Named => [["deploy", "roles", label, "name"], name]),
      ]
    : [];

function* imageConflicts(file: ConfigFile): Iterable<Conflict> {
  const { image, deploy, openhands } = file;
  if (image.base === undefined && publishedBase(file) === undefined)
    yield {
      path: ["image", "base"],
      message: `must be the agent server of OpenHands ${openhands.version}, which is not known here, as in ghcr.io/openhands/agent-server:1.58.2-python; see AGENT_SERVER_IMAGE in its source`,
    };
  if (image.registry !== "ecr") return;
  if (!deploy)
    yield {
      path: ["image", "registry"],
      message: "needs the section deploy, whose stack makes the repository; add it",
    };
  else if (image.repository !== undefined && image.repository !== deploy.registry.repository)
    yield {
      path: ["image", "repository"],
      message: `must be left out with the registry ecr: deploy.registry.repository names it (${deploy.registry.repository})`,
    };
}

type Named = readonly [path: Conflict["path"], name: string];

/** Names are unique in an account whatever their case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
function* shared(all: readonly Named[]): Iterable<Conflict> {
  const owners = new Map<string, string>();
  for (const [path, name] of all) {
    const owner = owners.get(name.toLowerCase());
    if (owner) yield { path, message: `is the name of ${owner} already; choose another` };
    else owners.set(name.toLowerCase(), path.join("."));
  }
}

function* repeated(all: readonly Named[]): Iterable<Conflict> {
  const seen = new Set<string>();
  for (const [path, name] of all) {
    if (seen.has(name)) yield { path, message: "stands in the list twice; keep one" };
    seen.add(name);
  }
}
