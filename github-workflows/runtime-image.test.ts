import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunStep } from "@openhands-aws/constructs/github";
import { PROJECT } from "../project";
import { testConfig } from "../tools/test-config";
import { runtimeImage } from "./runtime-image";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-image-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DEPLOY = "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}";
const stepsOf = (yaml: string) => runtimeImage(testConfig(yaml, "c.yaml"))?.jobs.build?.steps ?? [];
const names = (yaml: string) => stepsOf(yaml).map(({ name }) => name);

/** Runs a step as a runner does. */
function run(name: string, path = process.env.PATH) {
  const step = stepsOf("image: {context: sandbox/image}").find((one) => one.name === name) as RunStep;
  const output = join(folder, "output");
  writeFileSync(output, "");
  const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    cwd: folder,
    env: { ...step.env, PATH: path, GITHUB_OUTPUT: output },
    encoding: "utf8",
  });
  return { status, stdout, output: readFileSync(output, "utf8") };
}

describe("the build context of the checkout", () => {
  const compare = () => run("Compare the build context with the tag");
  const context = () => join(folder, "sandbox/image");
  beforeEach(() => cpSync(join(PROJECT, "docker/openhands-runtime"), context(), { recursive: true }));

  it("has the tag that the config gives it", () => {
    expect(compare()).toEqual({ status: 0, stdout: "", output: "" });
  });

  it.each([
    ["with a changed file", () => appendFileSync(join(context(), ".dockerignore"), "\n")],
    ["with another file", () => writeFileSync(join(context(), "more"), "")],
    ["with a file elsewhere", () => mkdirSync(join(context(), "a")) ?? writeFileSync(join(context(), "a/b"), "")],
    ["without a file", () => rmSync(join(context(), ".dockerignore"))],
  ])("%s is refused, with the fix", (_, change) => {
    change();
    const { status, stdout } = compare();
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^::error::sandbox\/image does not match the tag 1\.20\.0-\w{12} \(its content gives \w{12}\)\. Copy docker\/openhands-runtime of .* export workflows and manifests/,
    );
  });

  it("that is not there is refused", () => {
    rmSync(context(), { recursive: true });
    expect(compare().status).not.toBe(0);
  });
});

describe("the tag in the registry", () => {
  const answer = (text: string, status: number) => {
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/docker"), `#!/bin/sh\necho '${text}' >&2\nexit ${status}\n`);
    chmodSync(join(folder, "bin/docker"), 0o755);
    return run("Ask the registry for the tag", `${join(folder, "bin")}:${process.env.PATH}`);
  };

  it("that exists is not pushed again", () => {
    expect(answer("Name: image", 0)).toMatchObject({ status: 0, output: "absent=false\n" });
  });

  it.each([
    "ERROR: ghcr.io/boxp/openhands-runtime:1.20.0-1: not found",
    "ERROR: unexpected status from HEAD request to https://ghcr.io/v2/x/manifests/1: 403 Forbidden",
    "ERROR: failed to authorize: denied: requested access to the resource is denied",
  ])("that is answered with %s is pushed", (text) => {
    expect(answer(text, 1)).toMatchObject({ status: 0, output: "absent=true\n" });
  });

  it.each(["ERROR: dial tcp: i/o timeout of tag 1.20.0-403403403403", "ERROR: 500 Internal Server Error", ""])(
    'that is answered with "%s" stops the job',
    (text) => {
      const { status, stdout, output } = answer(text, 1);
      expect({ status, output }).toEqual({ status: 1, output: "" });
      expect(stdout).toContain(`does not say whether ghcr.io/boxp/openhands-runtime:1.20.0-`);
    },
  );
});

it.each([
  ["ghcr", "", ["Log in to ghcr.io"]],
  ["ecr", DEPLOY, ["Assume the role github-oidc-role", "Log in to ECR"]],
  ["design", "", ["Log in to docker.all-hands.dev"]],
])("logs in to the registry %s in its own way", (registry, more, login) => {
  expect(names(`image: {registry: ${registry}}\n${more}`)).toEqual([
    "Check out",
    "Compare the build context with the tag",
    ...login,
    "Ask the registry for the tag",
    "Set up buildx",
    "Build and push",
    "Attest the build's provenance",
  ]);
});

it("reads a secret of the repository only for the design's registry", () => {
  const secrets = (yaml: string) => JSON.stringify(stepsOf(yaml)).match(/secrets\.\w+/g) ?? [];
  expect(secrets("")).toEqual([]);
  expect(secrets(`image: {registry: ecr}\n${DEPLOY}`)).toEqual([]);
  expect(secrets("image: {registry: design}")).toEqual(["secrets.DOCKER_USERNAME", "secrets.DOCKER_PASSWORD"]);
});

it("pushes the design's one tag each time, as designed", () => {
  expect(names("posture: as-designed")).toEqual([
    "Check out",
    "Log in to docker.all-hands.dev",
    "Set up buildx",
    "Build and push",
    "Attest the build's provenance",
  ]);
});
