import { canonicalDuration } from "@openhands-aws/facts/duration";
import type { Rule } from "../../rule";
import { partsOf, textAt } from "../../support/json";
import { kubernetesObjects } from "../../support/kubernetes";
import { known } from "../../text";

export const noncanonicalDuration: Rule = {
  id: "noncanonical-duration",
  area: "kubernetes",
  severity: "warning",
  what: "An External Secrets object writes an interval in a different form than the operator.",
  why: "The operator rewrites it in its own form: Terraform shows drift on every plan, and server-side apply reports an ownership conflict.",
  fix: 'Write it as Go does: "1h0m0s" instead of "1h".',
  source: "https://pkg.go.dev/time#Duration.String",
  *check(model) {
    for (const { at, apiVersion, body } of kubernetesObjects(model)) {
      if (!/^(?:generators\.)?external-secrets\.io\//.test(known(apiVersion) ?? "")) continue;
      for (const { path, value } of partsOf(body))
        for (const name of ["refreshInterval", "refreshTime"]) {
          const text = known(textAt(value, name));
          const canonical = text === undefined ? undefined : canonicalDuration(text);
          if (canonical === undefined || canonical === text) continue;
          const message = `${path}.${name} is ${JSON.stringify(text)}, which the operator rewrites to ${JSON.stringify(canonical)}.`;
          yield { at, message, fix: `Write ${JSON.stringify(canonical)}.` };
        }
    }
  },
};
