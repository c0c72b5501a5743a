import type { Rule } from "../../rule";

export const manifestNotChecked: Rule = {
  id: "manifest-not-checked",
  area: "kubernetes",
  severity: "warning",
  what: "A Kubernetes manifest, or a part of a kustomization, was not checked.",
  why: "The other rules have not seen it, so it is not known to be safe.",
  fix: "Check what kubectl kustomize or helm template prints for it.",
  source: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/",
  *check({ uncheckedManifests }) {
    // A chart holds whatever its values say; those of a release are checked.
    for (const at of uncheckedManifests)
      yield { at, message: at.what, fix: at.fix, ...(at.template && { severity: "info" }) };
  },
};
