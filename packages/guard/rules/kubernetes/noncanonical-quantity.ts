import { canonicalQuantity } from "@openhands-aws/facts/quantity";
import type { Json, Resource } from "../../model";
import type { Rule } from "../../rule";
import { memberAt, partsOf, textAt } from "../../support/json";
import { kubernetesObjects } from "../../support/kubernetes";
import { resourceAt } from "../../support/resources";
import { known } from "../../text";

export const noncanonicalQuantity: Rule = {
  id: "noncanonical-quantity",
  area: "kubernetes",
  severity: "warning",
  what: "A manifest writes a quantity in a different form than the API server.",
  why: 'The server returns its own form, and Terraform stops with "Provider produced inconsistent result after apply".',
  fix: 'Write it as the server does: "1" instead of "1000m", "2Gi" instead of "2048Mi".',
  source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
  *check(model) {
    for (const { at, apiVersion, body } of kubernetesObjects(model)) {
      if (!isBuiltIn(known(apiVersion) ?? "")) continue;
      const resource = resourceAt(model, at, at.address);
      const computed = computedFields(resource);
      for (const { path, text } of quantitiesIn(body)) {
        const canonical = canonicalQuantity(text);
        if (canonical === undefined || canonical === text || computed.some((field) => path.startsWith(field))) continue;
        const fix = `Write ${JSON.stringify(canonical)}.`;
        yield {
          at,
          message: `${path} is ${JSON.stringify(text)}, which the server rewrites to ${JSON.stringify(canonical)}.`,
          fix,
          // Nothing but Terraform compares the text with the answer.
          ...(!resource && { severity: "info" }),
        };
      }
    }
  },
};

/** To the server, quantities of other kinds are plain strings. */
const isBuiltIn = (apiVersion: string): boolean =>
  /^(?:(?:[a-z]+|(?!apiextensions)[a-z]+\.k8s\.io)\/)?v\d\w*$/.test(apiVersion);

/** What the provider is told not to compare. */
function computedFields(resource: Resource | undefined): string[] {
  const fields = resource?.argument("computed_fields")?.value;
  return Array.isArray(fields) ? fields.map(String) : [];
}

const LISTS = new Set([
  "limits",
  "requests",
  "hard",
  "capacity",
  "overhead",
  "podFixed",
  "max",
  "min",
  "default",
  "defaultRequest",
]);
const FIELDS = new Set(["sizeLimit", "averageValue"]);

function* quantitiesIn(body: Json): Generator<{ path: string; text: string }> {
  for (const { path, value } of partsOf(body)) {
    const last = path.slice(path.lastIndexOf(".") + 1);
    for (const name of Object.keys(value)) {
      const written = memberAt(value, name);
      // The provider turns numbers into strings.
      const text = typeof written === "number" ? String(written) : known(textAt(value, name));
      if (text && (LISTS.has(last) || FIELDS.has(name))) yield { path: `${path}.${name}`, text };
    }
  }
}
