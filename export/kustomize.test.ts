import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parseAllDocuments, stringify } from "yaml";
import { PlainText } from "../config/kubernetes-names";
import { testConfig } from "../tools/test-config";
import { manifestFiles } from "./render/manifest-files";
import { writeTree } from "./write-tree";

interface ListEntry {
  readonly name: string;
  readonly [field: string]: unknown;
}
interface Container extends ListEntry {
  readonly env?: readonly ListEntry[];
}
interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
  readonly spec: { readonly template: { readonly spec: { containers: Container[]; volumes?: ListEntry[] } } };
}

const hasKubectl = spawnSync("kubectl", ["version", "--client"]).status === 0;
if (!hasKubectl && process.env.CI === "true")
  throw new Error(
    "CI must run kustomize: kubectl is not on the PATH. Install it: https://kubernetes.io/docs/tasks/tools",
  );
const withKubectl = hasKubectl ? describe : describe.skip;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-kustomize-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What kustomize makes of a folder, by kind and name. */
function kustomized(directory: string): Map<string, unknown> {
  const { status, stdout, stderr } = spawnSync("kubectl", ["kustomize", directory], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const objects = parseAllDocuments(stdout).map((document) => document.toJS() as Workload);
  return new Map(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]));
}

const exported = (yaml: string) => writeTree(join(folder, "manifests"), manifestFiles(testConfig(yaml, "c.yaml")));

/** An owner's kustomization with one line for the component. */
function applied(yaml: string, ...workloads: object[]): Map<string, unknown> {
  exported(yaml);
  writeFileSync(join(folder, "workload.yaml"), workloads.map((workload) => stringify(workload)).join("---\n"));
  writeFileSync(
    join(folder, "kustomization.yaml"),
    "resources: [workload.yaml]\ncomponents: [manifests/openhands/components/aws-access]\n",
  );
  return kustomized(folder);
}

const workload = (containers: readonly object[], more: { kind?: string; name?: string; pod?: object } = {}) => ({
  apiVersion: "apps/v1",
  kind: more.kind ?? "Deployment",
  metadata: { name: more.name ?? "openhands", namespace: "openhands", labels: { app: more.name ?? "openhands" } },
  spec: { template: { spec: { ...more.pod, containers } } },
});

const OURS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION", "BEDROCK_MODEL_ID"];
const DESIGN = "posture: as-designed\nkubernetes: {deployment: {generate: false}}";
const ADDED = [
  ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map((key) => ({
    name: key,
    valueFrom: { secretKeyRef: { name: "bedrock-credentials", key } },
  })),
  { name: "AWS_REGION", value: "us-west-2" },
  { name: "AWS_DEFAULT_REGION", value: "us-west-2" },
  { name: "BEDROCK_MODEL_ID", value: "anthropic.claude-3-7-sonnet-20250219-v1:0" },
  { name: "SANDBOX_RUNTIME_CONTAINER_IMAGE", value: "docker.all-hands.dev/all-hands-ai/runtime:0.27-aws" },
];

/** With lists by name, whose order means nothing to Kubernetes here. */
const byName = (list: readonly ListEntry[] = []) => Object.fromEntries(list.map((item) => [item.name, item]));
const comparable = (object: Workload) => {
  const { containers, ...pod } = object.spec.template.spec;
  const plain = containers.map(({ env, ...rest }) => ({ ...rest, ...(env && { env: byName(env) }) }));
  return { ...object, spec: { template: { spec: { ...pod, containers: byName(plain) } } } };
};

withKubectl("with kubectl kustomize (skipped where there is no kubectl)", () => {
  const ALWAYS = [
    ...["Deployment openhands", "ExternalSecret bedrock-credentials", "Namespace openhands"],
    ...["PersistentVolumeClaim openhands-state", "Service openhands", "ServiceAccount openhands"],
  ];
  const CANVAS = ["ExternalSecret openhands-keys", "NetworkPolicy openhands"];
  const INGRESS = "kubernetes: {canvas: {ingress: {host: canvas.example.com}}}";

  it.each<[string, string, string[]]>([
    ["the default", "kubernetes: {}", CANVAS],
    ["an Ingress", INGRESS, [...CANVAS, "Ingress openhands"]],
    ["0.27", "openhands: {version: '0.27'}\nkubernetes: {}", []],
    ["as designed", "posture: as-designed\nkubernetes: {}", []],
    ["the refresher", "openhands: {version: '0.59'}\nruntime: {refresher: {}}\nkubernetes: {}", []],
  ])("builds what is exported: %s", (_, yaml, more) => {
    exported(yaml);
    expect([...kustomized(join(folder, "manifests/openhands")).keys()].sort()).toEqual([...ALWAYS, ...more].sort());
  });

  it("writes what Kubernetes' own YAML parser reads as the same", () => {
    const tricky = fc.constantFrom(
      ...["yes", "on", "null", "~", "0755", "1e3", "1:30", "2026-01-01", "- a", "a: b", " # a"],
      ...["x\u2028y", "a \u2029 b", "x\uFFFEy", "x\uD800y", "x\uFEFFy", "\u00A0"],
    );
    const plain = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), tricky);
    const accepted = plain.filter((text) => text !== "" && PlainText.safeParse(text).success);
    const texts = fc.sample(accepted, 300);
    const env = Object.fromEntries(texts.map((text, index) => [`V${index}`, text]));
    exported(JSON.stringify({ kubernetes: { deployment: { env } } }));
    const read = kustomized(join(folder, "manifests/openhands")).get("Deployment openhands") as Workload;
    const written = byName(read.spec.template.spec.containers[0]?.env);
    expect(Object.keys(env).map((name) => written[name]?.value)).toEqual(texts);
  });

  describe("the component adds the access and changes nothing else", () => {
    it.each<[string, readonly Container[], object, string]>([
      ["no environment", [{ name: "openhands", image: "a" }], {}, "Deployment"],
      [
        "variables of the same names, of the other kind",
        [
          {
            name: "openhands",
            image: "a",
            env: [
              { name: "KEPT", value: "1" },
              { name: "AWS_ACCESS_KEY_ID", value: "AKIACANARYCANARY0000" },
              { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "old", key: "old" } } },
              { name: "AWS_REGION", valueFrom: { configMapKeyRef: { name: "old", key: "region" } } },
              { name: "BEDROCK_MODEL_ID", value: "old" },
            ],
          },
        ],
        {},
        "Deployment",
      ],
      [
        "several containers, init containers and volumes",
        [
          { name: "proxy", image: "b", env: [{ name: "AWS_REGION", value: "its-own" }] },
          { name: "openhands", image: "a", volumeMounts: [{ name: "state", mountPath: "/.openhands" }] },
          { name: "tunnel", image: "c" },
        ],
        { initContainers: [{ name: "wait", image: "d" }], volumes: [{ name: "state", emptyDir: {} }] },
        "Deployment",
      ],
      [
        "a list of envFrom",
        [
          {
            name: "openhands",
            image: "a",
            envFrom: [{ configMapRef: { name: "one" } }, { secretRef: { name: "two" }, prefix: "P_" }],
            env: [{ name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
          },
        ],
        {},
        "Deployment",
      ],
      ["a StatefulSet", [{ name: "openhands", image: "a", env: [{ name: "KEPT", value: "1" }] }], {}, "StatefulSet"],
    ])("to %s", (_, containers, pod, kind) => {
      const before = workload(containers, { kind, pod });
      const yaml = kind === "StatefulSet" ? DESIGN.replace("}}", "}, awsAccess: {kind: StatefulSet}}") : DESIGN;
      const all = applied(yaml, before);
      expect([...all.keys()]).toEqual([`${kind} openhands`, "ExternalSecret bedrock-credentials"]);

      const added = byName(ADDED);
      const expected = comparable(before as unknown as Workload);
      const target = expected.spec.template.spec.containers.openhands as unknown as { env?: object };
      target.env = { ...target.env, ...added };
      expect(comparable(all.get(`${kind} openhands`) as Workload)).toEqual({
        ...expected,
        metadata: {
          ...expected.metadata,
          annotations: { "secret.reloader.stakater.com/reload": "bedrock-credentials" },
        },
      });
    });

    it("only to the intended workload, by its name", () => {
      const others = [
        workload([{ name: "openhands", image: "a" }]),
        workload([{ name: "openhands", image: "a" }], { name: "openhands2" }),
      ];
      const all = applied(DESIGN, ...others);
      expect(all.get("Deployment openhands2")).toEqual(others[1]);
      expect(all.get("Deployment openhands")).not.toEqual(others[0]);
    });

    it("only to the intended workload, although a dot in its name matches any letter in kustomize", () => {
      const others = ["open.hands", "openxhands"].map((name) =>
        workload([{ name: "openhands", image: "a" }], { name }),
      );
      const all = applied(DESIGN.replace("}}", "}, awsAccess: {name: open.hands}}"), ...others);
      expect(all.get("Deployment openxhands")).toEqual(others[1]);
      expect(all.get("Deployment open.hands")).not.toEqual(others[0]);
    });

    it("only to the intended workload, by its labels", () => {
      const others = [
        workload([{ name: "app", image: "a" }], { name: "web" }),
        workload([{ name: "app", image: "a" }], { name: "other" }),
      ];
      const all = applied(DESIGN.replace("}}", "}, awsAccess: {labels: app=web, container: app}}"), ...others);
      const { containers } = (all.get("Deployment web") as Workload).spec.template.spec;
      expect(containers[0]?.env?.map(({ name }) => name)).toEqual(expect.arrayContaining(OURS));
      expect(all.get("Deployment other")).toEqual(others[1]);
    });

    it("with the refresher and its volume beside what is already there", () => {
      const yaml =
        "openhands: {version: '0.59'}\nruntime: {refresher: {}}\nkubernetes: {deployment: {generate: false}, awsAccess: {mounts: ['/srv/work:/workspace:rw']}}";
      const volumes = [{ name: "work", hostPath: { path: "/srv/work" } }];
      const env = [{ name: "SANDBOX_VOLUMES", value: "/srv/work:/workspace:rw" }];
      const all = applied(yaml, workload([{ name: "openhands", image: "a", env }], { pod: { volumes } }));
      const { containers, volumes: mounted = [] } = (all.get("Deployment openhands") as Workload).spec.template.spec;
      expect(containers.map(({ name }) => name).sort()).toEqual(["aws-credentials-refresher", "openhands"]);
      expect(mounted.map(({ name }) => name).sort()).toEqual(["refreshed-credentials", "work"]);
      const own = containers.find(({ name }) => name === "openhands");
      expect(own?.env).toContainEqual({
        name: "SANDBOX_VOLUMES",
        value: "/srv/work:/workspace:rw,/run/openhands-aws/$(POD_UID):/run/openhands-aws:ro",
      });
      const order = own?.env?.map(({ name }) => name) ?? [];
      expect(order.indexOf("POD_UID")).toBeLessThan(order.indexOf("SANDBOX_VOLUMES"));
    });

    it("with sessions in memory for someone else's Agent Canvas, and no key in its container", () => {
      const volumes = [{ name: "data", emptyDir: {} }];
      const volumeMounts = [{ name: "data", mountPath: "/data" }];
      const before = workload([{ name: "openhands", image: "a", volumeMounts }], { pod: { volumes } });
      const yaml = "kubernetes: {deployment: {generate: false}}";
      const after = applied(yaml, before).get("Deployment openhands") as Workload;
      const { containers, volumes: mounted = [] } = after.spec.template.spec;
      expect(mounted).toEqual(
        expect.arrayContaining([
          ...volumes,
          { name: "refreshed-credentials", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
        ]),
      );
      const { openhands, "aws-credentials-refresher": sidecar } = byName(containers) as Record<string, Container>;
      const mount = { name: "refreshed-credentials", mountPath: "/run/openhands-aws" };
      expect(openhands?.volumeMounts).toEqual(expect.arrayContaining([...volumeMounts, { ...mount, readOnly: true }]));
      expect(sidecar?.volumeMounts).toEqual([mount]);
      expect(openhands?.env?.map(({ name }) => name)).not.toContain("AWS_ACCESS_KEY_ID");
      expect(sidecar?.env?.map(({ name }) => name)).toContain("AWS_ACCESS_KEY_ID");
      expect(after.metadata.annotations).toBeUndefined();
    });
  });
});
