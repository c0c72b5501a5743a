import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as actions from "@openhands-aws/constructs/github";
import { parse } from "yaml";
import { loadConfig } from "../../config/load";
import { workflowFiles } from "../../export/render/workflow-files";
import { PROJECT } from "../../project";
import { testConfig } from "../../tools/test-config";
import { shellcheck, WorkflowRepository } from "./support/repository";

const DEPLOY = "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}";
const CONFIGS = {
  "this installation": loadConfig(join(PROJECT, "config/openhands.yaml")),
  "as designed": testConfig(`posture: as-designed\n${DEPLOY}`, "c.yaml"),
  "the design's registry": testConfig(`image: {registry: design}\n${DEPLOY}`, "c.yaml"),
  "a recorded digest": testConfig(`image: {digest: "sha256:${"0".repeat(64)}"}`, "c.yaml"),
  ECR: testConfig(`image: {registry: ecr}\n${DEPLOY}`, "c.yaml"),
  "an environment, tagged sessions and prefixes": testConfig(
    `deploy:
  build: {subjects: [{environment: "prod:eu"}], chained: {bucket: artifacts, prefixes: [a/, b c/], tagSession: true}}
  sync: {branch: "it's/*", bucket: site-bucket, prefixes: [docs/, "a 'b'/"]}`,
    "c.yaml",
  ),
  "patterns of branches and tags": testConfig(
    "deploy: {build: {subjects: [{branch: release-*-x}, {tag: v*}], chained: {bucket: artifacts}}, sync: {branch: v1+2, bucket: site-bucket}}",
    "c.yaml",
  ),
  schedules: testConfig(
    `operations:
  roles: {verify: {subjects: [{branch: "it's"}]}, rotate: {subjects: [{environment: "prod:eu"}]}}
  rotation: {}
  review: {}`,
    "c.yaml",
  ),
  "pull requests": testConfig(
    "deploy: {build: {subjects: [{pullRequest: true}], chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}",
    "c.yaml",
  ),
};

const OWN = join(PROJECT, ".github/workflows");
const SUITES: [name: string, files: ReadonlyMap<string, string>][] = [
  ...Object.entries(CONFIGS).map(([name, config]): [string, ReadonlyMap<string, string>] => [
    name,
    workflowFiles(config),
  ]),
  ["this project's CI", new Map(readdirSync(OWN).map((file) => [file, readFileSync(join(OWN, file), "utf8")]))],
];

const repositories: WorkflowRepository[] = [];
afterAll(() => {
  for (const repository of repositories) repository.remove();
});
const repository = (files: ReadonlyMap<string, string>) => {
  const made = new WorkflowRepository(files);
  repositories.push(made);
  return made;
};

describe.each(SUITES)("the workflows of %s", (_, files) => {
  const ours = repository(files);

  it("satisfy actionlint", () => {
    expect(ours.actionlint()).toEqual({ clean: true, text: "" });
  });

  it("satisfy zizmor's auditor", () => {
    expect(ours.zizmor()).toMatchObject({ clean: true });
  });

  it("have inputs that are in the actions' published definitions", () => {
    const byRelease = new Map([...files].map(([name, text]) => [name, text.replace(PINNED, "@$1")]));
    expect(repository(byRelease).actionlint()).toEqual({ clean: true, text: "" });
  });

  it.each(scriptsOf(files))("satisfy shellcheck in %s", (_step, script) => {
    expect(shellcheck(script)).toEqual({ clean: true, text: "" });
  });
});

/** actionlint knows the definitions of releases by their tag. */
const PINNED = /@[0-9a-f]{40} # (v\d+)\.\d+\.\d+$/gm;

function scriptsOf(files: ReadonlyMap<string, string>): [step: string, script: string][] {
  return [...files].flatMap(([file, text]) =>
    Object.values<{ steps: { name: string; run?: string }[] }>(parse(text).jobs).flatMap(({ steps }) =>
      steps.flatMap(({ name, run }): [string, string][] => (run ? [[`${file}: ${name}`, run]] : [])),
    ),
  );
}

describe("the checkers themselves", () => {
  const workflow = (step: string) =>
    new Map([
      [
        "planted.yml",
        `on: push\npermissions: {}\njobs:\n  job:\n    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`,
      ],
    ]);
  const uses = (name: string, ref: string, input: string) => `{uses: ${name}@${ref}, with: {${input}}}`;

  it.each([
    ["actionlint", "an unknown key", "{run: ls, wibble: 1}"],
    ["actionlint", "an unknown context", '{run: ls, env: {A: "${{ wibble.a }}"}}'],
    ["actionlint", "an unquoted variable", "{run: ls $HOME/$1}"],
    ["zizmor", "an input in a shell", '{run: "echo ${{ github.event.head_commit.message }}"}'],
    ["zizmor", "an unpinned action", uses("actions/checkout", "v7", "persist-credentials: false")],
    ["zizmor", "a token left in the checkout", uses("actions/checkout", actions.checkout.commit, "fetch-depth: 1")],
  ] as const)("%s refuses %s", (tool, _, step) => {
    expect(repository(workflow(step))[tool]()).toMatchObject({ clean: false });
  });

  it("shellcheck refuses a variable without quotes", () => {
    expect(shellcheck("ls $HOME/$1\n")).toMatchObject({ clean: false });
  });

  it.each([
    actions.configureAwsCredentials,
    actions.dockerLogin,
    actions.setupBuildx,
    actions.buildPush,
    actions.uploadArtifact,
    actions.downloadArtifact,
  ])("know the published inputs of $name, which are those that the compiler knows", ({ name, version, inputs }) => {
    const release = version.replace(/\..*/, "");
    const { text } = repository(workflow(uses(name, release, "aws-region: a, wibble: 1"))).actionlint();
    const [, published = ""] = /input "wibble" is not defined .* available inputs are (.*) \[action\]/.exec(text) ?? [];
    const names = published.match(/[\w-]+/g) ?? [];
    // A later release of the same major version may have more.
    expect(names.filter((input) => !(inputs as readonly string[]).includes(input))).toEqual([]);
    expect(names.length).toBeGreaterThan(3);
  });
});
