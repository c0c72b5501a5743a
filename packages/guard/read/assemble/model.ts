import type { AccessModel } from "../../model";
import type { Contents } from "../contents";
import type { ParseYaml } from "../expression/functions/yaml";
import { Build } from "./build";
import { charts, manifests } from "./cluster";
import { noteCommands } from "./commands";
import { noteGiven } from "./given-identities";
import { addGrants } from "./grants";
import { Identities } from "./identities";
import { accessKeys, oidcProviders, parameters, podIdentityAssociations, repositories } from "./inventory";
import { moduleArguments } from "./module-arguments";
import { permissionSets } from "./permission-sets";
import { Policies } from "./policies";
import { resourcePolicies } from "./resource-policies";
import { unattachedDocuments } from "./unattached-documents";

export function buildModel(contents: Contents, parseYaml?: ParseYaml): AccessModel {
  const build = new Build(contents.resources);
  const policies = new Policies(build);
  const identities = new Identities(build, policies);
  addGrants(build, identities, policies);
  noteGiven(identities.all, contents.modules);
  noteCommands(build);
  const { unattached: documents, ...rest } = contents;
  const unattached = unattachedDocuments(build, documents);
  const given = moduleArguments(build, policies, contents.modules);
  return {
    ...rest,
    identities: [...identities.all, ...permissionSets(build, policies), ...unattached.roles, ...given.roles],
    policies: [...policies.all, ...unattached.policies, ...given.policies],
    resourcePolicies: resourcePolicies(build),
    oidcProviders: oidcProviders(build),
    podIdentityAssociations: podIdentityAssociations(build),
    parameters: parameters(build),
    repositories: repositories(build),
    accessKeys: accessKeys(build),
    manifests: manifests(build, parseYaml),
    uncheckedManifests: [],
    charts: charts(build, parseYaml),
    unknowns: [...contents.unknowns, ...build.unknowns],
    alternatives: [],
  };
}
