import { stringify } from "yaml";
import type { Config } from "../../config/config";
import { type AwsAccess, awsAccess } from "../../stacks/openhands-kubernetes/aws-access";
import { COMPONENT, clusterObjects, FROM_CREDENTIALS } from "../../stacks/openhands-kubernetes/objects";
import { HEADER, type Tree } from "./tree";

/** Every file that a config can have below manifests/. */
export const MANIFEST_FILES: readonly string[] = [
  "external-secrets/secretstore.yaml",
  ...[
    "kustomization",
    "namespace",
    "external-secrets",
    "canvas-keys",
    "service-account",
    "persistent-volume-claim",
    "deployment",
    "service",
    "network-policy",
    "ingress",
    "components/aws-access/kustomization",
    "components/aws-access/external-secrets",
    "components/aws-access/patch",
  ].map((name) => `openhands/${name}.yaml`),
  ...[
    ...["verify-cluster-role", "verify-cluster-role-binding", "verify-role", "verify-role-binding"],
    ...["rotate-role", "rotate-role-binding", "rollback-role", "rollback-role-binding"],
  ].map((name) => `openhands-operations/${name}.yaml`),
];

/** The cluster's objects as YAML, with what kustomize needs; nothing if the config has no cluster. */
export function manifestFiles(config: Config): Tree {
  const { kubernetes } = config;
  const files: Tree = new Map();
  if (!kubernetes) return files;
  for (const { file, from, manifest } of clusterObjects(config, kubernetes)) files.set(file, yaml(manifest, from));
  const resources = [...files.keys()].flatMap((file) => /^openhands\/([^/]+)$/.exec(file)?.[1] ?? []);
  if (resources.length > 0)
    files.set(
      "openhands/kustomization.yaml",
      yaml({ ...kustomize("v1beta1", "Kustomization"), resources }, "kubernetes"),
    );
  for (const [file, text] of componentFiles(awsAccess(config, kubernetes))) files.set(`${COMPONENT}/${file}`, text);
  return files;
}

/** @see https://kubectl.docs.kubernetes.io/guides/config_management/components/ */
const componentFiles = ({ secret, patch, target }: AwsAccess): [file: string, text: string][] => [
  [
    "kustomization.yaml",
    yaml(
      {
        ...kustomize("v1alpha1", "Component"),
        ...(secret && { resources: ["external-secrets.yaml"] }),
        patches: [{ path: "patch.yaml", target }],
      },
      "kubernetes.awsAccess",
    ),
  ],
  ...(secret ? [["external-secrets.yaml", yaml(secret, FROM_CREDENTIALS)] as [string, string]] : []),
  [
    "patch.yaml",
    yaml(patch, "kubernetes.awsAccess, openhands, bedrock and image").replace(
      "\n\n",
      "\n# A strategic merge patch: null removes a value of the other kind that a variable of the same name may have.\n\n",
    ),
  ],
];

const kustomize = (version: string, kind: string) => ({ apiVersion: `kustomize.config.k8s.io/${version}`, kind });

/** @param from the keys of the config from which it is made */
const yaml = (value: object, from: string): string =>
  `# ${HEADER}\n# Made from ${from}.\n\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" })}`;
