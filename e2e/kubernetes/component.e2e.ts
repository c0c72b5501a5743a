import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse, stringify } from "yaml";
import { Cluster } from "./support/cluster";
import { Manifests } from "./support/manifests";
import { installDefinitions } from "./support/operator";
import { describeKubernetes } from "./support/requirements";

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

interface Container {
  readonly name: string;
  readonly env?: readonly Variable[];
  readonly volumeMounts?: readonly object[];
}

interface PodSpec {
  readonly containers: readonly Container[];
  readonly volumes?: readonly { readonly name: string }[];
}

const EXISTING = ["bare-deployment", "hand-edited-deployment", "several-containers", "stateful-set"];

/** How OpenHands gets its access: an access key of its own, or sessions from a container beside it. */
const ACCESS = { key: { openhands: { version: "0.27" } }, session: {} };

describeKubernetes("the component over what is already running", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start();
    await installDefinitions(cluster);
  }, 120_000);
  afterAll(() => cluster?.stop(), 60_000);

  it.each(
    EXISTING.flatMap((name) => Object.entries(ACCESS).map(([access, config]) => [name, access, config] as const)),
  )(
    "gives %s the access by %s, and changes nothing else",
    async (name, access, config) => {
      const namespace = `${name}-${access}`;
      const file = join(__dirname, "fixtures/existing", `${name}.yaml`);
      const { kind } = parse(readFileSync(file, "utf8"));
      const kubernetes = { namespace, deployment: { generate: false }, awsAccess: { kind } };
      const manifests = new Manifests({ ...config, kubernetes });
      const owner = ownersFolder(manifests, file, namespace);
      const live = async () => {
        const { template, ...workload } = (await cluster.get(kind, "openhands", namespace)).spec;
        const { spec, ...rest } = template;
        return { pod: spec as PodSpec, around: { ...workload, template: rest } };
      };
      await cluster.kubectl("create", "namespace", namespace);
      await cluster.kubectl("apply", "--server-side", "-f", file, `--namespace=${namespace}`);
      const before = await live();

      await cluster.kubectl("apply", "--server-side", "--validate=strict", "-k", owner);
      const after = await live();
      const patch: PodSpec = parse(readFileSync(join(manifests.component, "patch.yaml"), "utf8")).spec.template.spec;
      expect(patch.containers).toHaveLength(access === "session" ? 2 : 1);
      expect(sorted(after.pod)).toMatchObject(sorted(patched(before.pod, patch)));
      expect(sorted(without(after.pod, patch))).toEqual(sorted(without(patched(before.pod, patch), patch)));
      expect(after.around).toEqual(before.around);
      manifests.remove();
    },
    60_000,
  );
});

/** An owner's kustomization of an existing workload, with one more line. */
function ownersFolder(manifests: Manifests, file: string, namespace: string): string {
  const folder = join(manifests.directory, "owner");
  mkdirSync(folder);
  cpSync(file, join(folder, basename(file)));
  const components = ["../openhands/components/aws-access"];
  const kustomization = { namespace, resources: [basename(file)], components };
  writeFileSync(join(folder, "kustomization.yaml"), stringify(kustomization));
  return folder;
}

/** What a strategic merge of the patch must give. */
function patched(spec: PodSpec, { containers: [access, ...added], volumes = [] }: PodSpec): PodSpec {
  const containers = spec.containers.map((container) => {
    if (container.name !== "openhands") return container;
    const env = merged(container.env ?? [], access?.env ?? []);
    const mounts = [...(access?.volumeMounts ?? []), ...(container.volumeMounts ?? [])];
    return { ...container, env, ...(mounts.length > 0 && { volumeMounts: mounts }) };
  });
  const all = [...volumes, ...(spec.volumes ?? [])];
  return { ...spec, containers: [...containers, ...added], ...(all.length > 0 && { volumes: all }) };
}

/** Without what the patch adds, to which the API server adds defaults. */
function without(spec: PodSpec, { containers: [, ...added], volumes = [] }: PodSpec): PodSpec {
  const kept = (those: readonly { name: string }[]) => (one: { name: string }) =>
    !those.some(({ name }) => name === one.name);
  return {
    ...spec,
    containers: spec.containers.filter(kept(added)),
    volumes: (spec.volumes ?? []).filter(kept(volumes)),
  };
}

/** Each variable once: what the component says, otherwise what was there. */
function merged(present: readonly Variable[], added: readonly Variable[]): Variable[] {
  const names = new Set(added.map(({ name }) => name));
  const withoutNull = added.map((variable) =>
    Object.fromEntries(Object.entries(variable).filter(([, member]) => member !== null)),
  );
  return [...present.filter(({ name }) => !names.has(name)), ...(withoutNull as unknown as Variable[])];
}

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);

/** kustomize puts what it merged first, in containers, variables and volumes. */
function sorted(spec: PodSpec): PodSpec {
  const containers = spec.containers.map(({ env, ...container }) => ({
    ...container,
    ...(env && { env: env.toSorted(byName) }),
  }));
  return {
    ...spec,
    containers: containers.toSorted(byName),
    ...(spec.volumes && { volumes: spec.volumes.toSorted(byName) }),
  };
}
