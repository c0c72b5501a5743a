import type { ParsedPolicy } from "./policy/parse";
import { folded } from "./support/folded";
import type { PartialText } from "./text";

/** Plain data; texts in it may have UNKNOWN parts. Objects may lack a prototype. */
export type Json = PartialText | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Where something is declared. */
export interface Location {
  /**
   * Terraform's: `module.ci["a"].aws_iam_role.deploy[0]`, `output.role_arn`. Unique within its root. Of a manifest, its file
   * or the folder of its kustomization, and the object: `app/base:Deployment web/app`. Of a template, the logical id.
   */
  readonly address: string;
  /** Folder of the root module or kustomization, or the file of a plan, or a template: addresses of different roots are unrelated. */
  readonly root: string;
  readonly file: string;
  /** Line of the block, counted from 1; a plan has none. */
  readonly line?: number;
}

/** A value with what it came from. */
export interface Resolved {
  readonly value: Json;
  /** Why parts of it are unknown; also empty where AWS chooses a part, such as a role's unique id. */
  readonly whys: readonly string[];
  /** Attributes that it is made of, such as `aws_iam_role.ci.arn`, `var.name`. */
  readonly references: readonly string[];
  /** Why it is empty, or less, unless a variable is set: clauses. @default none */
  readonly unset?: readonly string[];
}

/** One instance of a resource or data source. */
export interface Resource extends Location {
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Names of the arguments that are set. */
  readonly argumentNames: readonly string[];
  /** @returns `undefined` where it is not set */
  argument(name: string): Resolved | undefined;
  /** An argument, or an attribute that AWS or the provider sets, as far as it can be known. */
  attribute(name: string): Resolved;
}

/** A policy and its place. A statement that is not fully known is left out of `statements`, and `complete` is false. */
export interface PolicyDocument extends Location, ParsedPolicy {
  /** The argument that holds it: `assume_role_policy`, `inline_policy[0].policy`. */
  readonly argument: string;
  /** Parsed JSON; UNKNOWN if no part of it is known. */
  readonly document: Json;
  /** Whether every statement is in `statements`; a statement with unknown texts is. */
  readonly complete: boolean;
  readonly whys: readonly string[];
  readonly references: readonly string[];
}

/** A role, user or group. */
export interface Identity extends Location {
  readonly kind: "role" | "user" | "group";
  readonly name: PartialText;
  /** With slashes at both ends. */
  readonly path: PartialText;
  readonly arn: PartialText;
  /** Twelve digits or UNKNOWN. */
  readonly account: PartialText;
  /** False if it is only named, by an attachment or a data source: its trust and other policies are elsewhere. */
  readonly declared: boolean;
  /** Of a declared role. */
  readonly trust?: PolicyDocument;
  /** Seconds, of a declared role. */
  readonly maxSessionDuration?: number;
  /** Its own; {@link permissionsOf} adds those of its groups. */
  readonly grants: readonly AttachedPolicy[];
  readonly groups: readonly Identity[];
  readonly boundary?: PolicyReference;
  /** Calls of modules that were not read and are given the identity: they may attach policies to it. @default none */
  readonly givenTo?: readonly Location[];
}

/** A managed policy that is attached or set as a boundary. */
export interface PolicyReference {
  readonly arn: PartialText;
  /** `undefined` if it is not declared here. */
  readonly policy?: ManagedPolicy;
}

/** A policy that an identity has. */
export type AttachedPolicy =
  | ({ readonly kind: "managed"; readonly attachment: Location } & PolicyReference)
  | { readonly kind: "inline"; readonly attachment: Location; readonly document: PolicyDocument };

export interface ManagedPolicy extends Location {
  readonly name: PartialText;
  readonly path: PartialText;
  readonly arn: PartialText;
  readonly document: PolicyDocument;
}

/** A policy that is attached to a resource and names principals. */
export interface ResourcePolicy extends Location {
  /** `s3`, `ecr`, `kms`, ... */
  readonly service: string;
  /** ARN of the resource it protects. */
  readonly resource: PartialText;
  readonly document: PolicyDocument;
}

export interface OidcProvider extends Location {
  readonly arn: PartialText;
  /** Without `https://`: the prefix of its condition keys. */
  readonly issuer: PartialText;
  readonly audiences: readonly PartialText[];
}

/** Gives a role to the pods of one service account in an EKS cluster. */
export interface PodIdentityAssociation extends Location {
  readonly clusterName: PartialText;
  readonly clusterArn: PartialText;
  readonly namespace: PartialText;
  readonly serviceAccount: PartialText;
  /** ARN. */
  readonly role: PartialText;
  /** Addresses of the roles that `role` refers to. */
  readonly roleAddresses: readonly string[];
  /** Whether EKS tags the sessions. */
  readonly tagged: boolean;
}

export interface Parameter extends Location {
  readonly name: PartialText;
  readonly arn: PartialText;
  /** `String`, `StringList`, `SecureString`. */
  readonly type: PartialText;
  readonly value?: Resolved;
}

export interface ContainerRepository extends Location {
  readonly name: PartialText;
  readonly arn: PartialText;
  /** `MUTABLE` (also where it is not set), `IMMUTABLE`, ... */
  readonly tagMutability: PartialText;
  /** Parsed JSON of its lifecycle policy. */
  readonly lifecycle?: Location & { readonly document: Json };
}

export interface AccessKey extends Location {
  /** Name of the user. */
  readonly user: PartialText;
  readonly status: PartialText;
}

/** An output, a variable, a local, or the configuration of a provider, a backend or a module. */
export interface NamedValue extends Location {
  /** For a variable, its default or its value in a tfvars file, loaded or not; `undefined` if it has none. */
  readonly value?: Resolved;
  readonly sensitive: boolean;
}

/** A call of a module that is not in the input, with its arguments. */
export interface UnreadModule extends NamedValue {
  /** As the call says. */
  readonly source: string;
}

export interface KubernetesManifest extends Location {
  readonly manifest: Resolved;
}

/** A manifest, or a part of a kustomization, that is not checked. */
export interface UncheckedManifest extends Location {
  /** A sentence that names it and says why. */
  readonly what: string;
  /** What to do: a sentence. */
  readonly fix: string;
  /** Whether it is filled in later, as a template is. */
  readonly later: boolean;
}

/** Something that is not known but had to be: never to be treated as safe. */
export interface Unknown extends Location {
  readonly about:
    | "trust"
    | "permission"
    | "resource-policy"
    | "identity"
    | "instances"
    | "module"
    | "template"
    | "command"
    | "origin"
    | "settings";
  /** The argument, or what else is not known, as messages name it. */
  readonly what: string;
  readonly why: string;
  /** What several have in common, also in other roots. @default why, in the same root */
  readonly cause?: string;
  /** Whether it plainly grants nothing, such as a network. */
  readonly harmless?: boolean;
  /** Whether it is decided elsewhere by design: off by default, a placeholder, or a change that Terraform ignores. */
  readonly elsewhere?: boolean;
}

/** What a plan does to one instance of a resource; its address is the one after the plan. */
export interface PlannedChange extends Location {
  readonly type: string;
  /** `create`, `update`, `delete`, `no-op`, ...: two of them replace it. @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
  readonly actions: readonly string[];
  /** `null` where it does not exist. */
  readonly before: Json;
  /** What is known of it before the plan is applied; `null` where it does not exist. */
  readonly after: Json;
}

/** Who may do what, as Terraform declares it. */
export interface AccessModel {
  readonly resources: readonly Resource[];
  readonly identities: readonly Identity[];
  readonly policies: readonly ManagedPolicy[];
  readonly resourcePolicies: readonly ResourcePolicy[];
  readonly oidcProviders: readonly OidcProvider[];
  readonly podIdentityAssociations: readonly PodIdentityAssociation[];
  readonly parameters: readonly Parameter[];
  readonly repositories: readonly ContainerRepository[];
  readonly accessKeys: readonly AccessKey[];
  readonly manifests: readonly KubernetesManifest[];
  readonly uncheckedManifests: readonly UncheckedManifest[];
  /** The `values` of Helm's releases, read as YAML. */
  readonly charts: readonly NamedValue[];
  /** Of root modules only: nobody sees the others. */
  readonly outputs: readonly NamedValue[];
  readonly variables: readonly NamedValue[];
  readonly locals: readonly NamedValue[];
  readonly providers: readonly NamedValue[];
  /** Where the state is kept: the arguments of `backend` and `cloud` blocks. */
  readonly backends: readonly NamedValue[];
  /** The arguments of calls to modules that are not in the input. */
  readonly modules: readonly UnreadModule[];
  /** Of plans only. */
  readonly changes: readonly PlannedChange[];
  readonly unknowns: readonly Unknown[];
  /** What the same files declare if they are read otherwise. */
  readonly alternatives: readonly Alternative[];
}

/** Another reading of some root modules: with other settings, by another program, or in a workspace. */
export interface Alternative {
  /** What these root modules declare then; it has no alternatives itself. */
  readonly model: AccessModel;
  /** What they declare in the first reading, without what is beside them. */
  readonly first: () => AccessModel;
  /** When it is the right one, by root module: `with prod.tfvars`. */
  readonly when: ReadonlyMap<string, string>;
}

/** When something in a root module holds that an alternative declares. */
export const whenOf = ({ when }: Alternative, root: string): string =>
  when.get(root) ?? folded([...new Set(when.values())]);

/** All grants of an identity, with those of its groups. */
export const permissionsOf = ({ grants, groups }: Identity): readonly AttachedPolicy[] =>
  groups.length === 0 ? grants : [...grants, ...groups.flatMap((group) => group.grants)];
