import type { WorkflowStep } from "@openhands-aws/constructs/github";
import { testConfig } from "../tools/test-config";
import { chainedBuild } from "./chained-build";

const stepsOf = (chained: string): readonly WorkflowStep[] => {
  const config = testConfig(
    `deploy: {build: {chained: {bucket: artifacts, ${chained}}}, sync: {bucket: site}}`,
    "c.yaml",
  );
  return (config.deploy && chainedBuild(config, config.deploy))?.jobs.build?.steps ?? [];
};
const inputs = (steps: readonly WorkflowStep[], name: string) =>
  steps.find((step) => step.name === name) as { with?: object };

it.each([
  ["tagSession: false", true],
  ["tagSession: true", false],
])("skips session tags unless the chained role's trust allows them: %s", (chained, skip) => {
  expect(inputs(stepsOf(chained), "Assume the chained role upload-to-s3-role").with).toMatchObject({
    "role-chaining": true,
    "role-skip-session-tagging": skip,
  });
});

it("gives the chained session to the build as a secret, and to nothing else", () => {
  const steps = stepsOf("prefixes: [images/]");
  const build = inputs(steps, "Build and push").with as Record<string, string>;
  expect(build["secret-files"]).toBe("credentials=${{ runner.temp }}/credentials.json");
  expect(build["build-args"]).toBe("REGION=ap-northeast-1\nBUCKET=artifacts\nPREFIX=images/\n");
  const readers = steps.filter((step) => JSON.stringify(step).includes("steps.chained.outputs"));
  expect(readers.map(({ name }) => name)).toEqual(["Write its credentials to a file"]);
  expect(inputs(steps, "Assume the chained role upload-to-s3-role").with).toMatchObject({
    "output-env-credentials": false,
  });
  expect(steps.at(-1)).toMatchObject({ if: "always()", run: expect.stringContaining("rm -f") });
});
