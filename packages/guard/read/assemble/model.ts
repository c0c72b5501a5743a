import type { AccessModel, NamedValue, Unknown } from "../../model";
import type { ParseYaml } from "../expression/functions/yaml";
import type { ReadResource } from "../resource";
import { Build } from "./build";
import { charts, manifests } from "./cluster";
import { addGrants } from "./grants";
import { Identities } from "./identities";
import { accessKeys, oidcProviders, parameters, repositories } from "./inventory";
import { looseDocuments } from "./loose-documents";
import { permissionSets } from "./permission-sets";
import { Policies } from "./policies";
import { resourcePolicies } from "./resource-policies";

/** What one or more configurations or plans contain, one entry for each instance of a resource. */
export interface Contents {
  readonly resources: readonly ReadResource[];
  readonly outputs: readonly NamedValue[];
  readonly variables: readonly NamedValue[];
  readonly locals: readonly NamedValue[];
  readonly providers: readonly NamedValue[];
  readonly backends: readonly NamedValue[];
  readonly modules: readonly NamedValue[];
  /** Policy documents of root modules that only an output uses. */
  readonly loose: readonly ReadResource[];
  /** Modules and instances that are not known. */
  readonly unknowns: readonly Unknown[];
}

export function buildModel(contents: Contents, parseYaml?: ParseYaml): AccessModel {
  const build = new Build(contents.resources);
  const policies = new Policies(build);
  const identities = new Identities(build, policies);
  addGrants(build, identities, policies);
  const { loose: documents, ...rest } = contents;
  const loose = looseDocuments(build, documents);
  return {
    ...rest,
    identities: [...identities.all, ...permissionSets(build, policies), ...loose.roles],
    policies: [...policies.all, ...loose.policies],
    resourcePolicies: resourcePolicies(build),
    oidcProviders: oidcProviders(build),
    parameters: parameters(build),
    repositories: repositories(build),
    accessKeys: accessKeys(build),
    manifests: manifests(build, parseYaml),
    charts: charts(build, parseYaml),
    unknowns: [...contents.unknowns, ...build.unknowns],
  };
}
