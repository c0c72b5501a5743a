import { join } from "node:path";
import { readWorkflow } from "@openhands-aws/guard";
import { parse } from "yaml";
import { synthesizeAll } from "../../main";
import { expectGolden } from "../../tools/golden";
import { testConfig } from "../../tools/test-config";
import { firstRepository } from "../check/own-workflows";
import { stackFindings } from "../check/stack-findings";
import { renderStacks } from "./json";
import { workflowFiles } from "./workflow-files";

const CONFIGS = {
  default: "",
  "as-designed": "posture: as-designed",
  ecr: "image: {registry: ecr}\ndeploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}",
  environments: `
image: {registry: ecr}
runtime: {subjects: [{environment: openhands-runtime}]}
deploy:
  build: {subjects: [{environment: openhands-build}], chained: {bucket: artifacts}}
  sync: {branch: main, environment: openhands-sync, bucket: site-bucket}
`,
  workflows: `
image: {registry: ecr}
runtime: {subjects: [{branch: main, workflows: [openhands-identity-check.yml]}]}
deploy:
  build:
    subjects: [{branch: main, workflows: [openhands-runtime-image.yml, openhands-chained-build.yml]}]
    chained: {bucket: artifacts}
  sync: {branch: main, workflows: [openhands-s3-sync.yml], bucket: site-bucket}
`,
  schedules: `
operations:
  roles:
    verify: {subjects: [{branch: main, workflows: [openhands-review.yml]}]}
    rotate: {name: rotator, subjects: [{environment: rotation, workflows: [openhands-rotation.yml]}]}
  rotation: {cron: "7 3 * * *", olderThanDays: 60}
  review: {}
`,
  everything: `
aws: {account: "111122223333", region: eu-central-1}
github: {audiences: [example], repositories: [{name: octo-org/tools, id: 456789, ownerId: 123456}]}
image:
  registry: design
  repository: octo-org/runtime
  base: debian:bookworm-slim
  baseDigest: sha256:${"0".repeat(64)}
  context: sandbox/image
deploy:
  build:
    subjects: [{environment: "prod:eu"}]
    session: {name: build, seconds: 900}
    chained: {bucket: build-artifacts, prefixes: [images/], tagSession: true}
  sync: {branch: release/*, bucket: site-content, prefixes: [src/, docs/]}
`,
};

const files = (yaml: string) => workflowFiles(testConfig(yaml, "c.yaml"));

it.each(Object.entries(CONFIGS))("gives the reviewed workflows of %s", (name, yaml) => {
  // The tag follows each change of the image; its own tests hold it.
  for (const [file, text] of files(yaml))
    expectGolden(
      text.replace(/\b([\w.]+)-[0-9a-f]{12}\b/g, "$1-CONTENT"),
      join(__dirname, "golden/workflows", name, file),
    );
});

describe.each(Object.entries(CONFIGS))("the workflows of %s", (_, yaml) => {
  const rendered = [...files(yaml)];

  it("can assume their roles, may do what they need, and need everything that the roles accept", async () => {
    const config = testConfig(yaml, "c.yaml");
    const read = rendered.map(([path, text]) => readWorkflow({ path, text }));
    const workflows = { repository: firstRepository(config), files: read, complete: true };
    const now = new Date("2026-11-21T00:00:00Z");
    const findings = await stackFindings(renderStacks(synthesizeAll(config)), config, "c.yaml", now, { workflows });
    const worse = findings.filter(({ rule, severity }) => rule.startsWith("workflow-") && severity !== "info");
    expect(worse).toEqual([]);
  });

  it.each(rendered)("%s pins its actions and names their versions", (_file, text) => {
    const uses = text.match(/uses: .*/g) ?? [];
    expect(uses.filter((line) => !/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it.each(rendered)("%s gives a shell values only through its environment", (_file, text) => {
    const scripts = Object.values(parse(text).jobs as Record<string, { steps: { run?: string }[] }>)
      .flatMap(({ steps }) => steps)
      .flatMap(({ run }) => run ?? []);
    expect(scripts.filter((run) => run.includes("${{"))).toEqual([]);
  });

  it.each(rendered)("%s asks for what each job needs, and has a time limit", (_file, text) => {
    const { permissions, concurrency, jobs } = parse(text);
    expect({ permissions, waits: concurrency["cancel-in-progress"] }).toEqual({ permissions: {}, waits: false });
    for (const job of Object.values<Record<string, unknown>>(jobs)) {
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
      const steps = JSON.stringify(job.steps);
      expect(job.permissions).toEqual({
        ...(/actions\/checkout@/.test(steps) && { contents: /gh auth git-credential/.test(steps) ? "write" : "read" }),
        ...(/\$repository\/pulls/.test(steps) && { "pull-requests": "write" }),
        ...(/\$issues/.test(steps) && { issues: "write" }),
        ...(/configure-aws-credentials@|ACTIONS_ID_TOKEN|actions\/attest/.test(steps) && { "id-token": "write" }),
        ...(/"registry":"ghcr\.io"/.test(steps) && { packages: "write" }),
        ...(/actions\/attest/.test(steps) && { attestations: "write" }),
      });
    }
  });
});

it("never gives a job both access to AWS and a token that can write", () => {
  const jobs = [...files(CONFIGS.schedules).values()].flatMap((text) =>
    Object.values<{ permissions: object }>(parse(text).jobs),
  );
  const held = jobs.map(({ permissions }) => JSON.stringify(permissions));
  expect(held.filter((one) => one.includes("id-token") && /(contents|issues|pull-requests)":"write/.test(one))).toEqual(
    [],
  );
  expect(held.filter((one) => one.includes("id-token")).length).toBe(3);
});

it("has only the runtime image without the stack of the workflows' roles", () => {
  expect([...files("").keys()]).toEqual(["openhands-runtime-image.yml"]);
});

it("leaves out a workflow that its role would reject", () => {
  const elsewhere = `github: {repositories: [{name: boxp/arch}, {name: boxp/lolice}]}
deploy:
  build: {subjects: [{repositories: [boxp/lolice], branch: main}], chained: {bucket: artifacts}}
  sync: {bucket: site-bucket}`;
  expect([...files(elsewhere).keys()]).toEqual(["openhands-s3-sync.yml"]);
});
