import { describeEmbedded } from "../support/embedded";
import { OF_IDENTITY } from "../support/of-identity";
import { CLUSTER_BREAKS } from "./support/breaks/cluster";
import { FAULTS } from "./support/breaks/faults";
import { PARAMETER_BREAKS } from "./support/breaks/parameters";
import { ROLE_BREAKS } from "./support/breaks/roles";
import { USE_BREAKS } from "./support/breaks/use";
import { USER_BREAKS } from "./support/breaks/user";
import { Installation } from "./support/installation";

const BREAKS = [
  ...[...USER_BREAKS, ...ROLE_BREAKS, ...PARAMETER_BREAKS],
  ...[...USE_BREAKS, ...CLUSTER_BREAKS, ...FAULTS],
];

describeEmbedded("verify", () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.start();
  });
  afterAll(() => installation?.stop());

  const failing = async (...args: Parameters<Installation["verify"]>) =>
    (await installation.verify(...args)).filter(({ status }) => status === "FAIL");

  it("passes where all is well", async () => {
    expect(
      (await installation.verify()).filter(({ name, status }) => status !== "PASS" && !OF_IDENTITY.includes(name)),
    ).toEqual([]);
  });

  it.each(BREAKS)("$name: $fails", async ({ fails, why, over, ...broken }) => {
    const repair = await broken.break(installation);
    const failed = await failing(over);
    await repair();
    expect(failed.map(({ name }) => name).sort()).toEqual(fails.toSorted());
    expect(failed.find(({ name }) => name === fails[0])?.why).toMatch(why);
  });

  it("passes again once all is repaired", async () => {
    expect(
      (await installation.verify()).filter(({ name, status }) => status !== "PASS" && !OF_IDENTITY.includes(name)),
    ).toEqual([]);
  });
});
