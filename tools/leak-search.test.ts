import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { leaks } from "./leak-search";

const CANARY = "CANARY/key+0123456789abcdefghij==";
const SECRETS = { key: CANARY, other: "CANARY-of-nobody-0123456789" };
const found = (content: Buffer | string) => leaks("it", Buffer.from(content), SECRETS);
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const wrapped = (text: string) => text.replace(/.{20}/g, "$&\n");
const gzip = (text: string | Buffer) => gzipSync(text);

it.each([
  ["as it is", `a${CANARY}b`, "it"],
  ["in a URL", `?key=${encodeURIComponent(CANARY)}&`, "it"],
  ["in JSON that escapes slashes", CANARY.replace("/", "\\/"), "it"],
  ["in base64", base64(CANARY), "it (base64)"],
  ["in base64, one byte on", base64(`x${CANARY}y`), "it (base64)"],
  ["in base64, two bytes on", base64(`xx${CANARY}y`), "it (base64)"],
  ["in base64 of many lines", wrapped(base64(`{"key":"${CANARY}"}`)), "it (base64)"],
  ["in base64 for URLs", Buffer.from(`\u00ff\u00fe${CANARY}`).toString("base64url"), "it (base64)"],
  ["in gzip", gzip(CANARY), "it (gunzipped)"],
  ["in gzip in gzip", gzip(gzip(CANARY)), "it (gunzipped) (gunzipped)"],
  ["in gzip between other bytes", Buffer.concat([Buffer.from("front\x1f\x8b\x08"), gzip(CANARY)]), "it (gunzipped)"],
  ["in the second of two gzips", Buffer.concat([gzip("first"), gzip(CANARY)]), "it (gunzipped)"],
  ["in gzip that is cut off", gzip(`${CANARY}${"x".repeat(99)}`).subarray(0, -9), "it (gunzipped)"],
  ["in gzip in base64 of many lines", wrapped(base64(gzip(CANARY))), "it (base64, gunzipped)"],
  ["in base64 in gzip", gzip(base64(`x${CANARY}`)), "it (gunzipped) (base64)"],
])("finds a secret %s, and says where", (_, content, place) => {
  expect(found(content as Buffer)).toContainEqual({ secret: "key", place });
  expect(found(content as Buffer).filter(({ secret }) => secret === "other")).toEqual([]);
});

it.each([
  ["a part of it", CANARY.slice(1)],
  ["base64 of a part", base64(CANARY.slice(3, -3))],
  ["nothing", ""],
  ["what only looks like gzip", Buffer.from("\x1f\x8b\x08H4sIAAAA", "latin1")],
])("finds none in %s", (_, content) => {
  expect(found(content as Buffer)).toEqual([]);
});

it("finds a secret in base64 at any place of any text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (before, after) => {
      const text = Buffer.concat([before, Buffer.from(CANARY), after]).toString("base64");
      expect(found(text)).toEqual([{ secret: "key", place: "it (base64)" }]);
    }),
  );
});

it("does not look for what could occur by chance", () => {
  expect(() => leaks("it", Buffer.from(""), { pin: "0123" })).toThrow("pin is too short");
});

it("stops at content that is nested too deeply", () => {
  let content = Buffer.from("x");
  for (let level = 0; level < 10; level++) content = gzip(content);
  expect(() => found(content)).toThrow("it (gunzipped) (gunzipped)");
});

describe("in a tar archive", () => {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-tar-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const long = `deep/${"long-".repeat(30)}name`;
  const archive = (format: string, files: Readonly<Record<string, string | Buffer>>) => {
    const content = mkdtempSync(join(folder, "content-"));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(content, name, ".."), { recursive: true });
      writeFileSync(join(content, name), text);
    }
    return execFileSync("tar", ["-C", content, `--format=${format}`, "-cf", "-", ...Object.keys(files)]);
  };

  it.each(["gnu", "pax", "ustar"])("of format %s it names the file", (format) => {
    const files = { "etc/key": CANARY, [format === "ustar" ? `a/${"b/".repeat(50)}c` : long]: base64(CANARY), z: "" };
    expect(found(archive(format, files))).toEqual([
      { secret: "key", place: "it: etc/key" },
      { secret: "key", place: `it: ${Object.keys(files)[1]} (base64)` },
    ]);
  });

  it("searches archives in it, compressed or not", () => {
    const inner = archive("gnu", { key: CANARY });
    expect(found(gzip(archive("pax", { "a.tar": inner, "b.tar.gz": gzip(inner), c: "no secret" })))).toEqual([
      { secret: "key", place: "it (gunzipped): a.tar: key" },
      { secret: "key", place: "it (gunzipped): b.tar.gz (gunzipped): key" },
    ]);
  });

  it.each(["gnu", "pax"])("of format %s it searches names, short and long", (format) => {
    const name = CANARY.replace("/", "-");
    const places = leaks("it", archive(format, { [name]: "", [`${long}${name}`]: "" }), { key: name });
    expect(places.length).toBeGreaterThanOrEqual(2);
    for (const { place } of places) expect(place).toMatch(/^it: (header|attributes) of /);
  });

  it("searches what follows its end, and an archive that is cut off", () => {
    expect(found(Buffer.concat([archive("gnu", { a: "" }), Buffer.from(CANARY)]))).toEqual([
      { secret: "key", place: "it: after the last entry" },
    ]);
    expect(found(archive("gnu", { a: CANARY.repeat(50) }).subarray(0, 1000))).toEqual([
      { secret: "key", place: "it: a" },
    ]);
  });
});
