import { describeEmbedded } from "../support/embedded";
import { Rotation } from "./support/rotation";

describeEmbedded("rotate", () => {
  let rotation: Rotation;
  beforeAll(async () => {
    rotation = await Rotation.start();
  }, 120_000);
  afterAll(() => rotation?.stop());

  it("rotates to the end with terraform", async () => {
    const before = await rotation.pair();
    const { code } = await rotation.rotate("--apply", "--yes");
    expect(code).toBe(0);
    const after = await rotation.pair();
    expect(await rotation.keys()).toEqual({ [after.accessKeyId]: "Active" });
    expect(after.accessKeyId).not.toBe(before.accessKeyId);
  }, 120_000);
});
