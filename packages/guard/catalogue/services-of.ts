import type { AccessModel, PolicyDocument } from "../model";
import { known, rawText } from "../text";

/** Prefixes of the services that the policies of a model and its alternatives name; a wildcard means the service of the resource that has the policy. */
export function servicesOf(model: AccessModel): Set<string> {
  const services = new Set<string>();
  const add = ({ statements }: PolicyDocument) => {
    for (const { actions } of statements)
      for (const pattern of actions.patterns) {
        const [service] = rawText(pattern).split(":", 1);
        if (service && /^[a-z0-9-]+$/i.test(service)) services.add(service.toLowerCase());
      }
  };
  for (const { document } of model.policies) add(document);
  for (const { document, service } of model.resourcePolicies) {
    add(document);
    if (
      document.statements.some(
        ({ actions }) => actions.not || actions.patterns.some((pattern) => known(pattern) === "*"),
      )
    )
      services.add(service);
  }
  for (const { grants } of model.identities)
    for (const grant of grants) if (grant.kind === "inline") add(grant.document);
  for (const { model: other } of model.alternatives) for (const service of servicesOf(other)) services.add(service);
  return services;
}
