import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { folded } from "../../support/folded";
import { NOTHING_KNOWN } from "../../text";

export const manifestNotChecked: Rule = {
  id: "manifest-not-checked",
  area: "kubernetes",
  severity: "warning",
  notChecked: true,
  what: "A Kubernetes manifest, or a part of a kustomization, was not checked.",
  why: "The other rules have not seen it, so it is not known to be safe.",
  fix: "Check what kubectl kustomize or helm template prints for it.",
  source: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/",
  *check({ uncheckedManifests, manifests }: AccessModel): Generator<Violation> {
    // What is filled in later has no secrets yet.
    for (const at of uncheckedManifests)
      yield { at, message: at.what, fix: at.fix, ...(at.later && { severity: "info" }) };
    for (const at of manifests) {
      const { value, whys } = at.manifest;
      if (value !== NOTHING_KNOWN) continue;
      const why = whys.length > 0 ? folded(whys) : "it is not valid YAML, or only known after apply";
      const message = `The manifest of ${at.address} is not checked: ${why}.`;
      const fix = "Write values that are known before apply, or check the plan (terraform show -json) instead.";
      yield { at, message, fix, cause: `${at.root}\n${why}` };
    }
  },
};
