import { testConfig } from "../../tools/test-config";
import { clusterObjects } from "./objects";

interface Deployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
}
interface Container {
  readonly name: string;
  readonly env: readonly { readonly name: string }[];
}

/** The config with more keys in the section kubernetes.deployment. */
const written = (others: string, deployment: string) =>
  testConfig(`${others}\nkubernetes: {deployment: {${deployment}}}`, "c.yaml");

/** What the Deployment sets for OpenHands itself. */
function variablesOf(others: string): string[] {
  const config = written(others, "");
  if (!config.kubernetes) throw new Error("There is no section kubernetes");
  const { manifest } = clusterObjects(config, config.kubernetes).find(({ label }) => label === "deployment") ?? {};
  const { containers } = (manifest as unknown as Deployment).spec.template.spec;
  return containers.find(({ name }) => name === "openhands")?.env.map(({ name }) => name) ?? [];
}

const REFRESHED = "runtime: {refresher: {}}";
const CASES = [
  ["Agent Canvas", ""],
  ["Agent Canvas with the access key", "runtime: {refresher: false}"],
  ["0.27", 'openhands: {version: "0.27"}'],
  ["0.62", 'openhands: {version: "0.62"}'],
  ["0.62 with the refresher", `openhands: {version: "0.62"}\n${REFRESHED}`],
  ["1.11", `openhands: {version: "1.11"}\n${REFRESHED}`],
  ["the design", "posture: as-designed"],
] as const;

// Two variables of one name would stop a server-side apply, and the last one would win without it.
it.each(CASES.flatMap(([name, others]) => variablesOf(others).map((variable) => [name, variable, others] as const)))(
  "%s: leaves nobody its variable %s",
  (_, variable, others) => {
    expect(() => written(others, `env: {${variable}: x}`)).toThrow(`kubernetes.deployment.env.${variable} `);
  },
);

it.each(CASES)("sets each variable of %s once", (_, others) => {
  const names = variablesOf(others);
  expect(names.length).toBeGreaterThan(5);
  expect(new Set(names).size).toBe(names.length);
});
