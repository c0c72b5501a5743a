import { DEFAULT_MODEL, DESIGNED_MODEL, KNOWN_MODELS, type Profile } from "./models";
import { type Partition, partitionOf } from "./regions";
import type { ConfigFile } from "./schema";

export interface Model {
  /** Foundation-model id without profile prefix. */
  readonly id: string;
  readonly profile: Profile;
  /** Regions that a request may be served in; empty for `global` and `none`. */
  readonly regions: readonly string[];
  /** YYYY-MM-DD, where known. */
  readonly endOfLife?: string;
}

/** The whole installation: {@link ConfigFile} with every default that depends on another value filled in. */
export type Config = Omit<ConfigFile, "bedrock" | "terraform"> & {
  readonly partition: Partition;
  readonly bedrock: Omit<ConfigFile["bedrock"], "models"> & { readonly models: readonly [Model, ...Model[]] };
  readonly terraform: Omit<ConfigFile["terraform"], "state"> & {
    readonly state: Required<ConfigFile["terraform"]["state"]>;
  };
};

/** A value that fits its own rule but not another value; `path` as in a zod issue. */
export interface Conflict {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type ModelEntry = NonNullable<ConfigFile["bedrock"]["models"]>[number];

/** Fills in the dependent defaults, or says which values do not fit together. */
export function complete(file: ConfigFile): { config: Config } | { conflicts: Conflict[] } {
  const conflicts = [...repositoryConflicts(file), ...bedrockConflicts(file), ...deployConflicts(file)];
  if (conflicts.length > 0) return { conflicts };

  const hardened = file.posture === "hardened";
  const entries = file.bedrock.models ?? [{ id: hardened ? DEFAULT_MODEL : DESIGNED_MODEL }];
  const { bucket, key, region = file.aws.region, lock = hardened ? "native" : "none" } = file.terraform.state;
  return {
    config: {
      ...file,
      partition: partitionOf(file.aws.region),
      bedrock: { ...file.bedrock, models: entries.map(completeModel) as [Model, ...Model[]] },
      terraform: { ...file.terraform, state: { bucket, key, region, lock } },
    },
  };
}

function completeModel({ id, profile = "us", regions, endOfLife }: ModelEntry): Model {
  const known = KNOWN_MODELS.get(id);
  return {
    id,
    profile,
    regions: profile === "global" || profile === "none" ? [] : [...new Set(regions ?? known?.regions[profile])].sort(),
    endOfLife: endOfLife ?? known?.endOfLife,
  };
}

function* bedrockConflicts({ aws, bedrock }: ConfigFile): Iterable<Conflict> {
  if (bedrock.accessKeyIdParameter === bedrock.secretAccessKeyParameter)
    yield { path: ["bedrock", "secretAccessKeyParameter"], message: "must differ from accessKeyIdParameter" };
  if (partitionOf(bedrock.region) !== partitionOf(aws.region))
    yield {
      path: ["bedrock", "region"],
      message: `must be in the partition of aws.region (${partitionOf(aws.region)})`,
    };

  const seen = new Set<string>();
  for (const [index, { id, profile = "us", regions }] of (bedrock.models ?? []).entries()) {
    const path = ["bedrock", "models", index];
    if (seen.has(id)) yield { path: [...path, "id"], message: "stands in the list twice" };
    seen.add(id);
    const placeless = profile === "global" || profile === "none";
    if (placeless && regions)
      yield { path: [...path, "regions"], message: `must be left out for the profile ${profile}` };
    if (!placeless && !regions && !KNOWN_MODELS.get(id)?.regions[profile])
      yield {
        path: [...path, "regions"],
        message: `must name the destinations of the profile ${profile}.${id}: aws bedrock get-inference-profile --inference-profile-identifier ${profile}.${id}`,
      };
    for (const [at, region] of (regions ?? []).entries())
      if (partitionOf(region) !== partitionOf(bedrock.region))
        yield { path: [...path, "regions", at], message: "must be in the partition of bedrock.region" };
  }
}

function* repositoryConflicts({ github, runtime, deploy }: ConfigFile): Iterable<Conflict> {
  const names = github.repositories.map(({ name }) => name);
  for (const [index, name] of names.entries())
    if (names.indexOf(name) !== index)
      yield { path: ["github", "repositories", index, "name"], message: "stands in the list twice" };

  const users: [Conflict["path"], ConfigFile["runtime"]["subjects"]][] = [[["runtime", "subjects"], runtime.subjects]];
  if (deploy) {
    users.push([["deploy", "build", "subjects"], deploy.build.subjects]);
    for (const [label, { subjects }] of Object.entries(deploy.roles))
      users.push([["deploy", "roles", label, "subjects"], subjects]);
  }
  for (const [path, subjects] of users)
    for (const [index, { repositories = [] }] of subjects.entries())
      for (const [at, name] of repositories.entries())
        if (!names.includes(name))
          yield { path: [...path, index, "repositories", at], message: "must be listed in github.repositories" };
}

function* deployConflicts({ runtime, deploy }: ConfigFile): Iterable<Conflict> {
  if (!deploy) return;
  const { build, sync, identityCheck, roles } = deploy;
  const tooLong = (seconds: number, most: number) => seconds > most;
  const message = "must not be longer than the role's maxSessionSeconds";
  if (tooLong(build.session.seconds, build.maxSessionSeconds))
    yield { path: ["deploy", "build", "session", "seconds"], message };
  if (tooLong(identityCheck.session.seconds, build.maxSessionSeconds))
    yield { path: ["deploy", "identityCheck", "session", "seconds"], message };
  if (tooLong(sync.session.seconds, sync.maxSessionSeconds))
    yield { path: ["deploy", "sync", "session", "seconds"], message };

  // Role names are unique in an account whatever their case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  const named: [Conflict["path"], string][] = [
    [["runtime", "role"], runtime.role],
    [["deploy", "build", "role"], build.role],
    [["deploy", "build", "chained", "role"], build.chained.role],
    [["deploy", "sync", "role"], sync.role],
    ...Object.entries(roles).map(([label, { name }]): [Conflict["path"], string] => [
      ["deploy", "roles", label, "name"],
      name,
    ]),
  ];
  const owner = new Map<string, string>();
  for (const [path, name] of named) {
    const other = owner.get(name.toLowerCase());
    if (other) yield { path, message: `is the name of ${other} already` };
    else owner.set(name.toLowerCase(), path.join("."));
  }
  for (const label of ["github_oidc", "upload_to_s3", "github_s3_sync"])
    if (label in roles)
      yield { path: ["deploy", "roles", label], message: "is the label of a role that this stack has already" };
}
