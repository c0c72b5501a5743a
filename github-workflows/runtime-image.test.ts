import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
function run(name: string, path = process.env.PATH, yaml = "image: {context: sandbox/image}") {
  const step = stepsOf(yaml).find((one) => one.name === name) as RunStep;
  const output = join(folder, "output");
  writeFileSync(output, "");
  const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    cwd: folder,
    env: {
      ...{ GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "boxp/arch" },
      ...{ ...step.env, PATH: path, GITHUB_OUTPUT: output },
    },
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
  const DIGEST = `sha256:${"1".repeat(64)}`;
  const NONE = "Error: no attestations found for subject sha256:1";

  /** A program that prints a text and ends with a status, and keeps its arguments. */
  const standIn = (program: string, text: string, status: number, stream = 2) =>
    writeFileSync(
      join(folder, "bin", program),
      `#!/bin/sh\nprintf '%s\\n' "$@" > '${join(folder, program)}'\necho '${text}' >&${stream}\nexit ${status}\n`,
      { mode: 0o755 },
    );
  beforeEach(() => {
    mkdirSync(join(folder, "bin"));
    standIn("gh", NONE, 1);
  });

  const ask = (yaml?: string) =>
    run("Ask the registry for the tag", `${join(folder, "bin")}:${process.env.PATH}`, yaml);
  const refused = (yaml?: string) => {
    const { status, stdout, output } = ask(yaml);
    expect({ status, output }).toEqual({ status: 1, output: "" });
    return stdout;
  };
  const ghWasAsked = () => readFileSync(join(folder, "gh"), "utf8").trimEnd().split("\n");

  it("that this workflow has pushed is not pushed again", () => {
    standIn("docker", DIGEST, 0, 1);
    standIn("gh", "Verified", 0);
    expect(ask()).toMatchObject({ status: 0, output: "absent=false\n" });
    expect(ghWasAsked()).toEqual([
      ...["attestation", "verify", `oci://ghcr.io/boxp/openhands-runtime@${DIGEST}`, "--repo", "boxp/arch"],
      "--cert-identity-regex",
      String.raw`^https://github.com/boxp/arch/\.github/workflows/openhands-runtime-image\.yml@(refs/heads/main)$`,
    ]);
  });

  it.each<[subjects: string, accepted: string[], refused: string[]]>([
    ["{branch: main}", ["refs/heads/main"], ["refs/heads/main2", "refs/heads/other", "refs/tags/main"]],
    [
      "{branch: release/*}, {tag: v*}",
      ["refs/heads/release/1/a", "refs/tags/v1"],
      ["refs/heads/release", "refs/heads/v1"],
    ],
    ['{branch: "a.b!"}', ["refs/heads/a.b!"], ["refs/heads/a-b!"]],
    ["{environment: production}", ["refs/heads/main"], ["refs/heads/other"]],
    ["{pullRequest: true}", ["refs/pull/12/merge"], ["refs/heads/main", "refs/pull/12/merge/x"]],
  ])("must come from a ref on which the workflow runs: %s", (subjects, accepted, refusedRefs) => {
    standIn("docker", DIGEST, 0, 1);
    standIn("gh", "Verified", 0);
    ask(`deploy: {build: {subjects: [${subjects}], chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}`);
    const signer = new RegExp(ghWasAsked().at(-1) as string);
    const signed = (ref: string) =>
      signer.test(`https://github.com/boxp/arch/.github/workflows/openhands-runtime-image.yml@${ref}`);
    expect(accepted.filter((ref) => !signed(ref))).toEqual([]);
    expect(refusedRefs.filter(signed)).toEqual([]);
  });

  it("that someone else has pushed stops the job, with the fix", () => {
    standIn("docker", DIGEST, 0, 1);
    const stdout = refused();
    expect(stdout).toContain(NONE);
    expect(stdout).toMatch(
      /::error::ghcr\.io\/boxp\/openhands-runtime:1\.20\.0-\w{12} exists with the digest sha256:1+, but/,
    );
    expect(stdout).toContain(`set image.digest: ${DIGEST} in the config`);
  });

  it("whose digest the registry does not name stops the job", () => {
    standIn("docker", "Name: image", 0, 1);
    standIn("gh", "Verified", 0);
    refused();
  });

  it.each([
    "ERROR: ghcr.io/boxp/openhands-runtime:1.20.0-1: not found",
    "ERROR: unexpected status from HEAD request to https://ghcr.io/v2/x/manifests/1: 403 Forbidden",
    "ERROR: failed to authorize: denied: requested access to the resource is denied",
  ])("that is answered with %s is pushed", (text) => {
    standIn("docker", text, 1);
    expect(ask()).toMatchObject({ status: 0, output: "absent=true\n" });
  });

  it.each(["ERROR: dial tcp: i/o timeout of tag 1.20.0-403403403403", "ERROR: 500 Internal Server Error", ""])(
    'that is answered with "%s" stops the job',
    (text) => {
      standIn("docker", text, 1);
      expect(refused()).toContain("does not say whether ghcr.io/boxp/openhands-runtime:1.20.0-");
    },
  );

  describe("whose digest the config records", () => {
    const recorded = `image: {digest: "${DIGEST}"}`;

    it("needs no attestation", () => {
      standIn("docker", DIGEST, 0, 1);
      expect(ask(recorded)).toMatchObject({ status: 0, output: "absent=false\n" });
    });

    it("stops the job with another digest, which an attestation does not change", () => {
      standIn("docker", DIGEST.replaceAll("1", "2"), 0, 1);
      standIn("gh", "Verified", 0);
      expect(refused(recorded)).toContain(`no longer has the digest ${DIGEST}`);
    });

    it("stops the job where the tag is a new one", () => {
      standIn("docker", "ERROR: not found", 1);
      expect(refused(recorded)).toContain(`Remove image.digest from the config`);
    });
  });
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
    "Print the digest",
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
