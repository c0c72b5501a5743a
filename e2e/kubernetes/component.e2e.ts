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
}

const EXISTING = ["bare-deployment", "hand-edited-deployment", "several-containers", "stateful-set"];

describeKubernetes("the component over what is already running", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start();
    await installDefinitions(cluster);
  }, 120_000);
  afterAll(() => cluster?.stop(), 60_000);

  it.each(EXISTING)(
    "gives %s the access, and changes nothing else",
    async (name) => {
      const file = join(__dirname, "fixtures/existing", `${name}.yaml`);
      const { kind } = parse(readFileSync(file, "utf8"));
      const manifests = new Manifests({
        kubernetes: { namespace: name, deployment: { generate: false }, awsAccess: { kind } },
      });
      const owner = ownersFolder(manifests, file, name);
      const live = async () => (await cluster.get(kind, "openhands", name)).spec;
      await cluster.kubectl("create", "namespace", name);
      await cluster.kubectl("apply", "--server-side", "-f", file, `--namespace=${name}`);
      const before = await live();

      await cluster.kubectl("apply", "--server-side", "--validate=strict", "-k", owner);
      const after = await live();
      const access = parse(readFileSync(join(manifests.component, "patch.yaml"), "utf8")).spec.template.spec
        .containers[0];
      const expected = structuredClone(before);
      const openhands = expected.template.spec.containers.find(
        (container: Container) => container.name === "openhands",
      );
      openhands.env = merged(openhands.env ?? [], access.env);
      expect(sorted(after)).toEqual(sorted(expected));
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

/** Each variable once: what the component says, otherwise what was there. */
function merged(present: readonly Variable[], added: readonly Variable[]): Variable[] {
  const names = new Set(added.map(({ name }) => name));
  const withoutNull = added.map((variable) =>
    Object.fromEntries(Object.entries(variable).filter(([, member]) => member !== null)),
  );
  return [...present.filter(({ name }) => !names.has(name)), ...(withoutNull as unknown as Variable[])];
}

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);

/** kustomize puts what it merged first, both in containers and in variables. */
// biome-ignore lint/suspicious/noExplicitAny: a workload's spec as the API server returns it
function sorted(spec: any): unknown {
  const copy = structuredClone(spec);
  for (const { env } of copy.template.spec.containers.sort(byName)) env?.sort(byName);
  return copy;
}
