import { join } from "node:path";
import { describeKubernetes } from "./support/requirements";
import { configOf, type Minted, Rollover } from "./support/rollover";
import { TrustingSts } from "./support/trusting-sts";

const USER = "system:serviceaccount:openhands:openhands";
const INVALID = "InvalidIdentityToken";

describeKubernetes("a change of the key that signs a real cluster's tokens", () => {
  let world: Rollover;
  /** The files of the old key and of the new one, and their ids. */
  let [oldKey, newKey] = ["", ""];
  let [oldKid, newKid] = ["", ""];
  beforeAll(async () => {
    world = await Rollover.start();
    [oldKey, newKey] = [join(world.cluster.directory, "service-account.key"), world.cluster.createKey("next")];
    [oldKid = ""] = await world.servedKids();
  }, 180_000);
  afterAll(() => world?.stop(), 60_000);

  /** What is printed for an API server that is another issuer. */
  const flagsIn = (text: string): string[] =>
    text.match(/--(service-account-issuer|service-account-jwks-uri|api-audiences)=\S+/g) ?? [];

  it("comes after the API server got the issuer by the printed flags, and its tokens of before stayed valid", async () => {
    const before = await world.token();
    const { code, flags } = await world.publish("--yes");
    expect([code, flagsIn(flags).length]).toEqual([1, 4]);
    world.issuerFlags = flagsIn(flags);
    await world.restart([oldKey], oldKey);
    expect([await world.whoIs(before), await world.whoIs(await world.token())]).toEqual([USER, USER]);
  }, 60_000);

  it("comes after the old key was published, which was killed in between", async () => {
    expect(await world.kill(2, "after", "--yes")).toBe("PutObject");
    expect(world.published).toEqual([]);
    expect(await world.publish("--yes")).toMatchObject({ code: 0, changed: [expect.stringContaining("is written")] });
    expect(world.published).toEqual([oldKid]);
    expect(await world.refused()).toEqual([]);
  }, 60_000);

  it("is refused where the API server signs with the new key before that is published", async () => {
    world.hours = 48;
    await world.restart([oldKey, newKey], newKey);
    [newKid = ""] = (await world.servedKids()).filter((kid) => kid !== oldKid);
    expect(await world.answers(await world.mint())).toEqual({ fresh: INVALID, stale: INVALID });
    expect(await world.publish()).toMatchObject({
      code: 1,
      failed: [
        `The API server signs with the key ${newKid}, which is not published: AWS refuses its tokens. Publish it first; two hours later it can sign. Let it sign with ${oldKid} until then.`,
      ],
    });
  }, 60_000);

  it("publishes both keys in step 1, and is killed before and after it writes", async () => {
    await world.restart([oldKey, newKey], oldKey);
    expect(await world.refused()).toEqual([]);
    expect(await world.kill(2, "before", "--yes")).toBe("PutObject");
    expect(world.published).toEqual([oldKid]);
    expect(await world.refused()).toEqual([]);
    expect(await world.kill(2, "after", "--yes")).toBe("PutObject");
    expect(world.published.sort()).toEqual([oldKid, newKid].sort());
    expect(await world.refused()).toEqual([]);
    const { code, changed, next } = await world.publish("--yes");
    expect([code, changed, next(newKid)]).toEqual([0, [], expect.stringMatching(/^can sign from \S+ on/)]);
  }, 60_000);

  it("says in step 2 that the new key signs too early, until no cache can be without it", async () => {
    world.hours += 1;
    await world.restart([oldKey, newKey], newKey);
    const early = await world.mint();
    expect(await world.answers(early)).toEqual({ fresh: "OK", stale: INVALID });
    expect(await world.publish("--yes")).toMatchObject({
      code: 1,
      failed: [expect.stringContaining(`The API server signs too early with the key ${newKid}: until `)],
    });
    world.hours += 1;
    world.inUse.push(early);
    expect(await world.kill(2, "after", "--yes")).toBe("GetObject");
    expect(await world.publish("--yes")).toMatchObject({ code: 0, changed: [] });
    expect(await world.refused()).toEqual([]);
  }, 60_000);

  it("keeps the old key published in step 3, is killed before and after it notes the time, and refuses to drop it", async () => {
    await world.restart([newKey], newKey);
    expect(await world.refused()).toEqual([]);
    expect(await world.publish("--drop", oldKid, "--yes")).toMatchObject({
      code: 1,
      failed: [expect.stringContaining("which this run sees for the first time")],
    });
    expect(await world.kill(2, "before", "--yes")).toBe("PutObject");
    expect(await world.kill(2, "after", "--yes")).toBe("PutObject");
    expect(await world.publish("--yes")).toMatchObject({ code: 0, changed: [] });
    world.hours += 23.5;
    expect(await world.publish("--drop", oldKid, "--yes")).toMatchObject({
      code: 1,
      failed: [expect.stringMatching(/Tokens that it signed may be in use until \S+: drop it then\./)],
    });
    expect(world.published).toEqual([newKid, oldKid]);
    expect(await world.refused()).toEqual([]);
  }, 60_000);

  it("drops the old key in step 4, when no token of it is valid, and is killed before and after", async () => {
    world.hours += 0.5;
    expect(await world.kill(2, "before", "--drop", oldKid, "--yes")).toBe("PutObject");
    expect(world.published).toEqual([newKid, oldKid]);
    expect(await world.kill(2, "after", "--drop", oldKid, "--yes")).toBe("PutObject");
    expect(world.published).toEqual([newKid]);
    expect(await world.publish("--drop", oldKid, "--yes")).toMatchObject({ code: 0, changed: [] });
    expect(await world.refused()).toEqual([]);
  }, 60_000);

  it("leaves the old key without use, even to tokens that would be valid for longer", async () => {
    const [{ token }] = world.inUse as [Minted];
    expect(await world.answers({ token, hours: world.hours })).toEqual({ fresh: INVALID, stale: "OK" });
    world.hours += 2;
    expect(await world.answers({ token, hours: world.hours })).toEqual({ fresh: INVALID, stale: INVALID });
    expect(await world.whoIs(token)).toBe("");
    expect(await world.refused()).toEqual([]);
  }, 60_000);

  it("can be followed by another issuer: the one of before stays as the second, so that its tokens stay valid", async () => {
    const moved = `${Rollover.issuer}-2`;
    const before = await world.token();
    world.configure(moved);
    const { flags } = await world.publish();
    expect(flags).toContain("Where api-audiences is set already, leave it as it is");
    const audiences = world.issuerFlags.filter((flag) => flag.startsWith("--api-audiences"));
    world.issuerFlags = [...flagsIn(flags).filter((flag) => !flag.startsWith("--api-audiences")), ...audiences];
    await world.restart([newKey], newKey);
    expect(await world.publish("--yes")).toMatchObject({ code: 0 });
    expect([await world.whoIs(before), await world.whoIs(await world.token())]).toEqual([USER, USER]);
    const { token, hours } = await world.mint();
    const sts = await TrustingSts.start(configOf(moved));
    expect(await sts.answer(token, await world.keysAt(moved), 0)).toBe("OK");
    sts.stop();
    // The documents of before are where they were.
    for (const old of world.inUse.filter((minted) => hours - minted.hours < 24))
      expect(await world.answers(old)).toEqual({ fresh: "OK", stale: "OK" });
  }, 60_000);
});
