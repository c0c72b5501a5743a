import { MIGRATION_STEPS } from "../../tools/migration-steps";
import { testConfig } from "../../tools/test-config";
import type { Edit } from "../write-config";
import { configStep } from "./config-steps";
import type { RevokeWorld } from "./world";

const KEY = { id: "AKIAIOSFODNN7EXAMPLE", status: "Active" as const, created: new Date() };

/** What the step says of a config, and what it writes into it. */
async function looked(yaml: string) {
  const config = testConfig(yaml, "c.yaml");
  const edits: Edit[] = [];
  const edit = (more: readonly Edit[]) => void edits.push(...more);
  const world = { config, configFile: "c.yaml", reload: () => config, edit } as Partial<RevokeWorld> as RevokeWorld;
  const seen = await configStep(world, [KEY], undefined).look();
  if (seen.state === "todo") await seen.do();
  return { seen, edits };
}

it.each([
  ["the rollback", "bedrock: {rollback: true}", "bedrock.rollback"],
  ["the role alone", MIGRATION_STEPS.keyless, "bedrock.access: workload-identity"],
])("writes no status into a config that has no key any more, after %s", async (_, yaml, why) => {
  const { seen, edits } = await looked(yaml);
  expect(seen).toEqual({ state: "skip", why: `The config has no key any more (${why}).` });
  expect(edits).toEqual([]);
});

it.each([
  ["the pods use", MIGRATION_STEPS.both],
  ["is kept", MIGRATION_STEPS.kept],
])("writes that the key that %s is inactive", async (_, yaml) => {
  const { edits } = await looked(yaml);
  expect(edits).toEqual([{ path: ["bedrock", "accessKey", "status"], value: "Inactive" }]);
});
