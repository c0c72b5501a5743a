import type { Rule } from "../../rule";

export const manifestNotChecked: Rule = {
  id: "manifest-not-checked",
  area: "kubernetes",
  severity: "warning",
  notChecked: true,
  what: "A Kubernetes manifest, or a part of a kustomization, was not checked.",
  why: "The other rules have not seen it, so it is not known to be safe.",
  fix: "Check what kubectl kustomize or helm template prints for it.",
  source: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/",
  *check({ uncheckedManifests }) {
    // What is filled in later has no secrets yet.
    for (const at of uncheckedManifests)
      yield { at, message: at.what, fix: at.fix, ...(at.later && { severity: "info" }) };
  },
};
