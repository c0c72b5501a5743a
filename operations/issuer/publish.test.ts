import fc from "fast-check";
import { objectKeys } from "../../config/issuer";
import { FakeIssuer, ISSUER, keyPair } from "../../tools/issuer-world";
import { AwsError } from "../aws/aws-error";
import { ClusterError } from "../cluster/cluster-error";
import { type PublishOptions, publish } from "./publish";
import { reportJson, reportText } from "./report";

const [a, b, c] = [keyPair("a", "RSA"), keyPair("b"), keyPair("c")] as const;
const OBJECTS = objectKeys(ISSUER);
const run = (world: FakeIssuer, options: Partial<PublishOptions> = {}) =>
  publish(world, { yes: true, longestToken: 24 * 3600, distribution: "kubeadm", ...options });
const statuses = async (...args: Parameters<typeof run>) => (await run(...args)).steps.map(({ status }) => status);
const evidenceOf = async (...args: Parameters<typeof run>) =>
  (await run(...args)).steps.map(({ evidence }) => evidence).join("\n");

it("shows what it would do, does it, and then has nothing to do", async () => {
  const world = new FakeIssuer(a);
  const pure = ["DONE", "DONE", "DONE", "DONE"];
  expect(await statuses(world, { yes: false })).toEqual([...pure, "TODO", "TODO", "SKIP"]);
  expect(world.bucket?.writes).toBe(0);
  const order: string[] = [];
  if (world.bucket) world.bucket.afterWrite = (key) => order.push(key);
  expect(await statuses(world)).toEqual([...pure, "CHANGED", "CHANGED", "DONE"]);
  expect(order).toEqual([OBJECTS.keys, OBJECTS.discovery]);
  expect(await statuses(world)).toEqual([...pure, "DONE", "DONE", "DONE"]);
  const object = world.bucket?.objects.get(OBJECTS.keys);
  expect(object).toMatchObject({ contentType: "application/json", cacheControl: "public, max-age=3600" });
  expect(JSON.parse(object?.body ?? "")).toEqual({ keys: [a.jwk] });
});

it("rolls the key over: publishes both, and drops the old one only when no token can need it", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  world.later(48);
  world.keys = [a, b];
  const { keys } = await run(world);
  expect(keys.map(({ kid, next }) => [kid, next])).toEqual([
    ["a", "signs"],
    ["b", "can sign from 2026-11-30T05:00:00Z on, if it is the next one"],
  ]);
  world.signing = b;
  const early = await run(world);
  expect(early.keys[1]?.next).toMatch(/^signs too early: until 2026-11-30T05:00:00Z/);
  expect(early.steps[6]).toMatchObject({
    status: "FAIL",
    evidence:
      "The API server signs too early with the key b: until 2026-11-30T05:00:00Z, AWS may have only the documents without it, and refuses its tokens then. Let it sign with a until then.",
  });
  world.later(2);
  expect((await run(world)).keys[1]?.next).toBe("signs");

  expect(await evidenceOf(world, { drop: "a" })).toContain("The API server still has the key a: remove it there first");
  world.keys = [b];
  expect(await evidenceOf(world, { drop: "a" })).toContain("which this run sees for the first time");
  expect(await statuses(world)).toEqual(["DONE", "DONE", "DONE", "DONE", "CHANGED", "DONE", "DONE"]);
  expect(world.published()).toEqual(["b", "a"]);
  expect((await run(world)).keys[1]?.next).toBe("can be dropped from 2026-12-01T05:00:00Z on");
  world.later(23.9);
  expect(await evidenceOf(world, { drop: "a" })).toContain("may be in use until 2026-12-01T05:00:00Z: drop it then");
  expect(world.published()).toEqual(["b", "a"]);
  world.later(0.1);
  expect((await run(world)).keys[1]?.next).toBe("can be dropped: issuer publish --drop a --yes");
  expect(world.published()).toEqual(["b", "a"]);
  await run(world, { drop: "a" });
  expect(world.published()).toEqual(["b"]);
  expect((await run(world, { drop: "a" })).steps.every(({ status }) => status !== "FAIL")).toBe(true);
});

it("takes a key of the first publication for early at no time, and recommends no key that was published later", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  world.later(0.1);
  world.keys = [a, b];
  const added = await run(world);
  expect(added.steps.map(({ status }) => status)).not.toContain("FAIL");
  expect(added.keys.map(({ next }) => next)).toEqual([
    "signs",
    "can sign from 2026-11-28T05:06:00Z on, if it is the next one",
  ]);
  world.signing = b;
  const early = await run(world);
  expect(early.steps[6]?.evidence).toContain("signs too early with the key b: until 2026-11-28T05:06:00Z");
  expect(early.steps[6]?.evidence).toMatch(/ Let it sign with a until then\.$/);
  expect(early.keys[0]?.next).toBe("can sign now, if it is the next one");
  world.signing = a;
  expect(await statuses(world)).toEqual(Array(7).fill("DONE"));
});

it("says to wait where every key that the API server has was published too late", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  world.later(1);
  world.keys = [b, c];
  world.signing = b;
  expect((await run(world)).steps[6]?.evidence).toMatch(
    /signs too early with the key b: until 2026-11-28T06:00:00Z, .* The API server has no key that AWS is sure to know: wait until then\.$/,
  );
});

it("recommends none of several new keys, but the one of before", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  world.later(30);
  world.keys = [a, b, c];
  world.signing = c;
  expect((await run(world)).steps[6]?.evidence).toMatch(/ Let it sign with a until then\.$/);
});

it("fails where the API server signs with a key that is not published, and publishes it all the same", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  world.later(1);
  world.keys = [b];
  world.signing = b;
  const { steps } = await run(world, { yes: false });
  expect(steps.map(({ status }) => status)).toEqual(["DONE", "DONE", "DONE", "DONE", "TODO", "DONE", "FAIL"]);
  expect(steps[6]?.evidence).toBe(
    "The API server signs with the key b, which is not published: AWS refuses its tokens. Publish it first; two hours later it can sign.",
  );
  expect((await run(world)).steps[6]?.evidence).toContain("signs too early with the key b: until 2026-11-28T06:00:00Z");
  expect(world.published()).toEqual(["b", "a"]);
});

it("takes a key back that the API server has again", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  world.keys = [b];
  world.signing = b;
  await run(world);
  world.keys = [a, b];
  await run(world);
  world.keys = [b];
  world.later(100);
  await run(world);
  expect(await evidenceOf(world, { drop: "a" })).toContain("drop it then");
});

it("stops at a published key that nobody can account for, until it is kept or dropped", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  const object = world.bucket?.objects.get(OBJECTS.keys);
  if (!object) throw new Error("nothing was published");
  const planted = { ...object, body: JSON.stringify({ keys: [a.jwk, c.jwk] }) };
  world.bucket?.put(OBJECTS.keys, planted);
  expect(await evidenceOf(world)).toContain("The key c is published, but the API server does not have it");
  expect(world.published()).toEqual(["a", "c"]);
  await run(world, { drop: "c" });
  expect(world.published()).toEqual(["a"]);

  world.bucket?.put(OBJECTS.keys, planted);
  await run(world, { keep: "c" });
  expect(await statuses(world)).not.toContain("FAIL");
  expect(world.published()).toEqual(["a", "c"]);
  expect(await evidenceOf(world, { drop: "c" })).toContain("drop it then");
});

it("knows by a key that it drops that there were documents without the key that it adds", async () => {
  const world = new FakeIssuer(a);
  const content = { contentType: "application/json", cacheControl: "max-age=3600", metadata: {} };
  world.bucket?.put(OBJECTS.keys, { ...content, body: JSON.stringify({ keys: [c.jwk] }) });
  world.later(1);
  expect((await run(world, { drop: "c" })).steps[6]?.evidence).toMatch(
    /signs too early with the key a: until 2026-11-28T06:00:00Z/,
  );
  expect(world.published()).toEqual(["a"]);
});

it("takes no key for its own that somebody else published again after it was dropped", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  const object = world.bucket?.objects.get(OBJECTS.keys);
  if (!object) throw new Error("nothing was published");
  world.bucket?.put(OBJECTS.keys, { ...object, body: JSON.stringify({ keys: [a.jwk, c.jwk] }) });
  await run(world, { drop: "c" });
  const dropped = world.bucket?.objects.get(OBJECTS.keys);
  expect(Object.keys(dropped?.metadata ?? {})).toEqual(["added", "dropped"]);
  world.bucket?.put(OBJECTS.keys, { ...object, ...dropped, body: JSON.stringify({ keys: [a.jwk, c.jwk] }) });
  expect(await evidenceOf(world)).toContain("The key c is published, but the API server does not have it");
});

it.each(["keep", "drop"] as const)(
  "fails with --%s of a key that is not published, and names those that are",
  async (option) => {
    const world = new FakeIssuer(a);
    expect((await run(world, { [option]: "nope" })).steps[4]).toMatchObject({
      status: "FAIL",
      evidence: "The key nope is not published. No key is.",
    });
    await run(world);
    const { steps } = await run(world, { [option]: "nope" });
    expect(steps[4]).toMatchObject({ status: "FAIL", evidence: "The key nope is not published. Published: a." });
  },
);

it("does not overwrite what somebody else wrote meanwhile", async () => {
  const world = new FakeIssuer(a);
  const { bucket } = world;
  if (!bucket) throw new Error("there is a bucket");
  bucket.beforeWrite = (key) => {
    bucket.beforeWrite = () => undefined;
    bucket.put(key, { body: "{}", contentType: "", cacheControl: "", metadata: {} });
  };
  const { steps } = await run(world);
  expect(steps[4]).toMatchObject({ status: "FAIL", evidence: "It was changed by someone else." });
  expect(steps[5]?.status).toBe("SKIP");
  expect(bucket.writes).toBe(0);
});

it("goes on from wherever it was stopped, in every phase, and never unpublishes a key in use", async () => {
  const phases = [
    (world: FakeIssuer) => world,
    (world: FakeIssuer) => Object.assign(world, { keys: [a, b] }),
    (world: FakeIssuer) => Object.assign(world, { signing: b }),
    (world: FakeIssuer) => Object.assign(world, { keys: [b] }),
  ];
  const stop = fc.constantFrom("before", "after", "never");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(stop, fc.nat(1)), { minLength: 4, maxLength: 4 }), async (stops) => {
      const world = new FakeIssuer(a);
      const { bucket } = world;
      if (!bucket) throw new Error("there is a bucket");
      for (const [index, phase] of phases.entries()) {
        const [when, after] = stops[index] ?? ["never", 0];
        phase(world);
        let left = after;
        const crash = () => {
          if (left-- === 0) throw new Error("stopped");
        };
        bucket.beforeWrite = when === "before" ? crash : () => undefined;
        bucket.afterWrite = when === "after" ? crash : () => undefined;
        await run(world).catch(({ message }) => expect(message).toBe("stopped"));
        if (world.published().length > 0) expect(world.published()).toContain(index < 2 ? "a" : "b");
        bucket.beforeWrite = bucket.afterWrite = () => undefined;
        expect((await run(world)).steps.map(({ status }) => status)).not.toContain("FAIL");
        expect(await statuses(world)).toEqual(Array(7).fill("DONE"));
        world.later(30);
      }
      expect(world.published()).toEqual(["b", "a"]);
      await run(world, { drop: "a" });
      expect(world.published()).toEqual(["b"]);
    }),
    { numRuns: 30 },
  );
});

it("waits for caches, but not for ever", async () => {
  const world = new FakeIssuer(a);
  await run(world);
  const before = new Map(world.bucket?.objects);
  world.served = (url) => ({ status: 200, body: "", ...before.get(new URL(url).pathname.slice(1)) });
  world.later(5);
  world.keys = [a, b];
  const { steps } = await run(world);
  expect(steps[6]).toMatchObject({ status: "SKIP", evidence: expect.stringContaining("until 2026-11-28T09:00:00Z") });
  world.later(1);
  expect((await run(world)).steps[6]).toMatchObject({ status: "FAIL", evidence: expect.stringContaining("no key b") });
});

it("compares what the owner publishes, and writes nothing, without a bucket", async () => {
  const world = new FakeIssuer(a, { ...ISSUER, bucket: undefined });
  const keysElsewhere = "https://keys.example.com/keys.json";
  world.served = (url) => ({
    ...{ status: 200, contentType: "application/json; charset=utf-8", cacheControl: "max-age=60" },
    body: JSON.stringify(url === keysElsewhere ? { keys: [a.jwk] } : { ...world.discovery, jwks_uri: keysElsewhere }),
  });
  expect(await statuses(world)).toEqual(["DONE", "DONE", "DONE", "DONE", "SKIP", "DONE"]);
  world.keys = [a, b];
  expect(await evidenceOf(world)).toContain(`${keysElsewhere} has no key b.`);
});

it.each([
  ["talos", /one signing key/],
  ["kamaji", /26 minutes/],
  ["eks", /AWS publishes/],
] as const)("refuses %s, with the reason", async (distribution, why) => {
  const world = new FakeIssuer(a);
  const { steps } = await run(world, { distribution });
  expect(steps[1]).toMatchObject({ status: "FAIL", evidence: expect.stringMatching(why) });
  expect(world.bucket?.writes).toBe(0);
  world.discovery = { ...world.discovery, issuer: "https://kubernetes.default.svc" };
  expect((await run(world, { distribution })).flags).toBeUndefined();
});

it.each([
  [undefined, "unreachable", "No cluster answers"],
  ["kubeadm", "unreachable", "No cluster answers"],
  [undefined, "unreadable", "The kubeconfig cannot be read"],
] as const)(
  "fails once where no cluster can be asked, and skips what needs it: %s, %s",
  async (distribution, kind, what) => {
    const world = new FakeIssuer(a);
    const refused = () => Promise.reject(new ClusterError(kind, "kubectl get nodes: it was refused."));
    Object.assign(world.apiServer, { discovery: refused, keys: refused, token: refused, facts: refused });
    const publication = await run(world, { yes: false, distribution });
    expect(publication.steps.filter(({ status }) => status === "FAIL")).toEqual([
      {
        step: distribution ? "The API server's documents" : "The cluster can change its key",
        status: "FAIL",
        evidence: `${what}: kubectl get nodes: it was refused. Choose one with --context or KUBECONFIG.`,
      },
    ]);
    expect(publication.steps.at(-2)).toMatchObject({ status: "SKIP", evidence: `${what}.` });
    expect(reportText(publication, true, (_, plain) => plain)).toMatch(
      /^1 of 5 steps failed\. Fix it, then run it again\.\n/,
    );
  },
);

it.each([true, false])("names the stack, if one creates the bucket, where there is none: %s", async (ofStack) => {
  const world = new FakeIssuer(a, { ...ISSUER, ofStack });
  const missing = new AwsError(
    "not-found",
    "s3:GetObject",
    "NoSuchBucket",
    "s3:GetObject finds nothing (NoSuchBucket).",
  );
  if (world.bucket) world.bucket.read = () => Promise.reject(missing);
  expect((await run(world)).steps[4]).toMatchObject({
    status: "FAIL",
    evidence: `${missing.message}${ofStack ? " Apply the stack openhands-issuer first." : ""}`,
  });
});

it("goes on where nobody can see what the cluster is, and says so", async () => {
  const world = new FakeIssuer(a);
  expect((await run(world, { distribution: undefined })).steps[1]).toMatchObject({
    status: "SKIP",
    evidence: expect.stringContaining("--distribution"),
  });
  expect(world.published()).toEqual(["a"]);
});

it("reports the verdict, the steps, the keys and the flags, and never the token", async () => {
  const world = new FakeIssuer(a);
  world.discovery = { ...world.discovery, issuer: "https://kubernetes.default.svc" };
  const publication = await run(world, { distribution: "k3s" });
  const text = reportText(publication, false, (_, plain) => plain);
  expect(text).toMatch(/^1 of 6 steps failed\. Fix it, then run it again\.\n/);
  expect(text).toContain("\nPASS    The issuer's URL\n");
  expect(text).not.toContain("DONE");
  expect(text).toContain("    - service-account-issuer=https://oidc.example.com/openhands\n");
  expect(text).toContain("    - service-account-issuer=https://kubernetes.default.svc\n");
  expect(JSON.parse(reportJson(publication, true))).toMatchObject({
    dryRun: true,
    keys: [{ kid: "a", alg: "RS256", served: true, signs: true, published: false, next: "is not published yet" }],
    flags: expect.stringContaining("config.yaml"),
  });
  const token = world.token();
  for (const part of token.split(".")) expect(text + reportJson(publication, true)).not.toContain(part);
});
