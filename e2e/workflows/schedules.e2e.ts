import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../embedded/run";
import { workflowFiles } from "../../export/render/workflow-files";
import { testConfig } from "../../tools/test-config";
import { Installation } from "../operations/support/installation";
import { Rotation } from "../operations/support/rotation";
import { describeEmbedded } from "../support/embedded";
import { FakeGithub } from "./support/fake-github";
import { Origin, OWN_PROGRAM } from "./support/origin";
import { ScheduledRun } from "./support/scheduled-run";

const workflows = workflowFiles(
  testConfig(
    `operations:
  roles: {rotate: {subjects: [{branch: main}]}, verify: {subjects: [{branch: main}]}}
  rotation: {olderThanDays: 1}
  review: {}`,
    "c.yaml",
  ),
);
const REVIEW = workflows.get("openhands-review.yml") as string;
/** The embedded AWS makes no key that is a day old. */
const ROTATION = (workflows.get("openhands-rotation.yml") as string).replace('DAYS: "1"', 'DAYS: "0"');

/** A repository with this project's own program, a config and everything that it exports. */
async function repositoryWith(config: string): Promise<Origin> {
  const origin = new Origin({ "bin/openhands-aws": OWN_PROGRAM, "config/openhands.yaml": config });
  const { code, stderr } = await run("bin/openhands-aws", ["export"], { cwd: origin.clone, env: process.env });
  if (code !== 0) throw new Error(stderr);
  origin.copy(join(origin.clone, "workflows"), ".github/workflows");
  origin.push();
  return origin;
}

describeEmbedded("the scheduled rotation", () => {
  let rotation: Rotation;
  let origin: Origin;
  const github = new FakeGithub();
  beforeAll(async () => {
    rotation = await Rotation.start();
    origin = await repositoryWith(rotation.config);
  }, 120_000);
  afterAll(async () => {
    await rotation?.stop();
    origin?.remove();
    github.remove();
  });

  const ran = () => ScheduledRun.of(ROTATION, origin.bare, github, rotation.launcher.env);
  const merge = (phase: string) => {
    origin.merge(`openhands-rotation/${phase}`);
    github.items = github.items.map((item) => ({ ...item, state: "closed" }));
  };
  async function apply(): Promise<void> {
    const main = "terraform/aws/openhands/main.tf.json";
    rotation.terraform.write("main.tf.json", readFileSync(join(origin.clone, main), "utf8"));
    await rotation.terraform.apply();
  }

  it("comes to its end by one merge and one apply for each phase", async () => {
    const [old = ""] = Object.keys(await rotation.keys());
    for (const phase of ["published", "disabled", "deleted", "moved"]) {
      expect(await ran()).toMatchObject({ failed: [], outputs: { rotate: { code: "0", phase } } });
      expect(github.open).toMatchObject([{ head: { ref: `openhands-rotation/${phase}` } }]);
      expect(github.open[0]?.body).toContain("cluster  not looked at (--without-cluster)");
      merge(phase);
      if (phase === "published") {
        const { outputs, summary } = await ran();
        expect([outputs.rotate, github.open]).toEqual([{ code: "0", phase: "" }, []]);
        expect(summary).toContain("Next: apply the phase published");
      }
      await apply();
      // AWS knows no use of the new key yet.
      if (phase === "published")
        expect(await ran()).toMatchObject({
          failed: ["Fail if the rotation cannot go on"],
          outputs: { rotate: { phase: "" } },
        });
    }
    const secrets = (await rotation.pair()).secretAccessKey;
    expect(JSON.stringify(github.items)).not.toContain(secrets);
    expect(Object.values(await rotation.keys())).toEqual(["Active"]);
    expect(Object.keys(await rotation.keys())).not.toContain(old);
  }, 240_000);
});

describeEmbedded("the scheduled review", () => {
  let installation: Installation;
  let origin: Origin;
  const github = new FakeGithub();
  beforeAll(async () => {
    installation = await Installation.start();
    origin = await repositoryWith(readFileSync(join(installation.directory, "openhands.yaml"), "utf8"));
  }, 120_000);
  afterAll(async () => {
    await installation?.stop();
    origin?.remove();
    github.remove();
  });

  /** Without the cluster, as on GitHub's runners. */
  const ran = () =>
    ScheduledRun.of(REVIEW, origin.bare, github, {
      ...installation.envOf(installation.launcher.operator),
      ...{ PATH: process.env.PATH, KUBECONFIG: join(origin.bare, "none") },
    });

  it("keeps an issue open while the account differs from what is exported", async () => {
    const well = await ran();
    expect([well.failed, well.outputs.look, github.items, well.summary]).toEqual([
      [],
      { state: "well" },
      [],
      expect.stringMatching(/\n {4}SKIP {2}.*secret-store, external-secret, secret, pod, /),
    ]);

    const UserName = installation.config.bedrock.user.name;
    const PolicyDocument =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}';
    await installation.iam.putUserPolicy({ UserName, PolicyName: "@alice", PolicyDocument });
    await ran();
    expect(github.open[0]?.body).toMatch(/^<!-- openhands-review -->\nLook at verify \(user-policies\)\.\n/);
    expect(github.open[0]?.body).toMatch(/\n {4}.*@alice/);
    expect(JSON.stringify(github.items)).not.toContain(installation.pair.AWS_SECRET_ACCESS_KEY);

    await installation.iam.deleteUserPolicy({ UserName, PolicyName: "@alice" });
    await ran();
    expect(github.items).toMatchObject([{ state: "closed" }]);
  }, 120_000);
});
