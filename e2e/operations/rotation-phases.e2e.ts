import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Terraform } from "../../embedded/terraform";
import { describeEmbedded } from "../support/embedded";
import { plannedChanges } from "../support/planned-changes";
import { Workspace } from "../support/workspace";

const KEY = "aws_iam_access_key.bedrock_user_key";
const NEXT = "aws_iam_access_key.bedrock_user_key_next";
const PARAMETERS = ["aws_ssm_parameter.bedrock_access_key_id", "aws_ssm_parameter.bedrock_secret_access_key"];

describeEmbedded("a rotation in phases", () => {
  let workspace: Workspace;
  let terraform: Terraform;
  let first: string;
  let second: string;

  beforeAll(async () => {
    workspace = await Workspace.open();
    terraform = workspace.terraform("openhands");
    await exportPhase(undefined);
    await terraform.init();
    await terraform.apply();
    [first] = Object.keys(await keys()) as [string];
  }, 180_000);
  afterAll(() => workspace?.close());

  const main = () => join(workspace.stackDirectory("openhands"), "main.tf.json");
  /** Whatever was exported before: over it, `export` itself would refuse to skip a phase. */
  const exportPhase = (rotation?: string, more: object = {}) => {
    rmSync(main(), { force: true });
    return workspace.export({
      posture: "as-designed",
      bedrock: { accessKey: { ...(rotation && { rotation }), ...more } },
    });
  };

  /** The status of each of the user's keys, by its id. */
  async function keys(): Promise<Record<string, string>> {
    const xml = await workspace.aws.iam({ Action: "ListAccessKeys", UserName: "bedrock-openhands-user" });
    const members = [...xml.matchAll(/<member>(.*?)<\/member>/gs)].map(([, member]) => member as string);
    const read = (member: string, tag: string) => new RegExp(`<${tag}>(\\w+)<`).exec(member)?.[1] as string;
    return Object.fromEntries(members.map((member) => [read(member, "AccessKeyId"), read(member, "Status")]));
  }

  /** What Terraform does, and that nothing is left to do then. */
  async function applied(): Promise<string[][]> {
    const changes = plannedChanges(await terraform.apply("-json"));
    expect((await terraform.plan()).code).toBe(0);
    return changes.sort();
  }

  async function expectRefused(phase: string, earlier: string): Promise<void> {
    await exportPhase(phase);
    const before = await keys();
    const { code, stderr } = await terraform.run("plan");
    expect(stderr.replace(/[\s│]+/g, " ")).toContain(
      `The phase ${earlier} (bedrock.accessKey.rotation) must be applied before this one.`,
    );
    expect(code).toBe(1);
    expect(await keys()).toEqual(before);
  }

  it("cannot begin in the middle", async () => {
    await expectRefused("disabled", "published");
  }, 60_000);

  it("publishes a second key, which both parameters follow", async () => {
    await exportPhase("published");
    expect(await applied()).toEqual([[NEXT, "create"], ...PARAMETERS.map((address) => [address, "update"])]);
    const present = await keys();
    second = other(present, first);
    expect(present).toEqual({ [first]: "Active", [second]: "Active" });
    expect(await heldId(terraform)).toBe(second);
  }, 90_000);

  it.each([
    ["deleted", "disabled"],
    ["moved", "deleted"],
  ])(
    "cannot be %s before it was %s",
    async (phase, earlier) => {
      await expectRefused(phase, earlier);
    },
    60_000,
  );

  it("disables the first key", async () => {
    await exportPhase("disabled");
    expect(await applied()).toEqual([[KEY, "update"]]);
    expect(await keys()).toEqual({ [first]: "Inactive", [second]: "Active" });
  }, 90_000);

  it("cannot move the second key onto the first", async () => {
    await expectRefused("moved", "deleted");
  }, 60_000);

  it("is right to refuse that: Terraform alone would destroy the key in use, which the guard sees in the plan", async () => {
    const json = JSON.parse(readFileSync(main(), "utf8"));
    const { lifecycle: _, ...key } = json.resource.aws_iam_access_key.bedrock_user_key;
    json.resource.aws_iam_access_key.bedrock_user_key = key;
    writeFileSync(main(), JSON.stringify(json));
    const { code: planned, stdout: said } = await terraform.run("plan", "-json", "-detailed-exitcode", "-out=plan.bin");
    expect([planned, plannedChanges(said).sort()]).toEqual([
      2,
      [[KEY, "update"], [NEXT, "delete"], ...PARAMETERS.map((name) => [name, "update"])],
    ]);

    const plan = join(workspace.directory, "plan.json");
    writeFileSync(plan, (await terraform.run("show", "-json", "plan.bin")).stdout);
    const { code, stdout } = await workspace.cli("guard", plan, "--format", "json");
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string; address: string }[] };
    expect(findings.filter(({ severity }) => severity === "error").map(({ rule, address }) => [rule, address])).toEqual(
      [
        ["access-key-activated", KEY],
        ["active-access-key-destroyed", NEXT],
      ],
    );
    expect(code).toBe(1);
  }, 60_000);

  it("deletes the first key", async () => {
    await exportPhase("deleted");
    expect(await applied()).toEqual([[KEY, "delete"]]);
    expect(await keys()).toEqual({ [second]: "Active" });
  }, 90_000);

  it("moves the second key to the design's address, where the phase may be left out", async () => {
    await exportPhase("moved");
    expect(await applied()).toEqual([[KEY, "move"]]);
    await exportPhase(undefined);
    expect(await applied()).toEqual([]);
    expect(await terraform.addresses()).toContain(KEY);
    expect(await terraform.addresses()).not.toContain(NEXT);
    expect(await keys()).toEqual({ [second]: "Active" });
    expect(await heldId(terraform)).toBe(second);
  }, 90_000);

  it("keeps a revoked key inactive, whatever is applied", async () => {
    await exportPhase(undefined, { status: "Inactive" });
    expect(await applied()).toEqual([[KEY, "update"]]);
    await exportPhase("published", { status: "Inactive" });
    await applied();
    expect(await keys()).toMatchObject({ [second]: "Inactive" });
  }, 90_000);
});

const other = (present: Record<string, string>, id: string): string =>
  Object.keys(present).find((key) => key !== id) as string;

/** The id that the parameter holds. */
async function heldId(terraform: Terraform): Promise<string> {
  const { stdout } = await terraform.run("state", "pull");
  const { resources } = JSON.parse(stdout) as {
    resources: { type: string; name: string; instances: { attributes: { value?: string } }[] }[];
  };
  return resources.find(({ name }) => name === "bedrock_access_key_id")?.instances[0]?.attributes.value as string;
}
