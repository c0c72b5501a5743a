import fc from "fast-check";
import { KNOWN_MODELS } from "./models";
import {
  agentRunsInSandbox,
  FAMILIES,
  type Family,
  isFrom,
  isKnownRelease,
  NEWEST,
  openhandsOf,
  RELEASES,
  releaseIn,
  releaseOf,
} from "./releases";
import type { Posture } from "./schema";

const chosen = (family?: Family, version?: string, posture: Posture = "hardened") => ({
  posture,
  openhands: { family, version },
});
const rowsOf = (family: Family) => RELEASES.filter((row) => row.family === family);

describe.each(FAMILIES)("the rows of %s", (family) => {
  const rows = rowsOf(family);

  it("are there, in the order of the releases, without one twice", () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const [index, row] of rows.slice(1).entries())
      expect(isFrom(rows[index]?.from as string, row.from)).toBe(false);
  });

  it("are together", () => {
    expect(RELEASES.slice(RELEASES.indexOf(rows[0] as (typeof rows)[0])).slice(0, rows.length)).toEqual(rows);
  });

  it("describe the family's newest release last", () => {
    expect(releaseOf(chosen(family, NEWEST[family]))).toBe(rows.at(-1));
  });

  it("name images with a tag", () => {
    for (const row of rows) {
      expect(row.base(releaseIn(row))).toMatch(/^[a-z.-]+\/[a-z/-]+:[\w.]+(?:-[a-z]+)?$/);
      expect(row.app).toMatch(/^[a-z.-]+\/[a-z/-]+$/);
    }
  });
});

it("says of a model that it works, that it fails and why, or nothing", () => {
  for (const { models } of RELEASES) {
    expect(models.work.filter((id) => models.fail.includes(id))).toEqual([]);
    for (const id of [...models.work, ...models.fail]) expect([...KNOWN_MODELS.keys()]).toContain(id);
    if (models.fail.length > 0) expect(models.because).toMatch(/^it\w* /);
  }
});

it.each<[Family, string, string]>([
  ["1.x", "1.0", "1.5.2"],
  ["1.x", "1.5", "1.12.0"],
  ["1.x", "1.8", "1.27.0"],
  ["1.x", "1.11", "1.34.0"],
  ["1.x", "1.11.0", "1.34.0"],
  ["canvas", "1.16.0", "1.44.0"],
  ["canvas", "1.20.0", "1.49.1"],
])("knows that %s %s is made for the agent server %s", (family, version, agentServer) => {
  expect(releaseOf(chosen(family, version)).agentServer).toBe(agentServer);
});

it("takes a sandbox from the agent server's image, whose tag is not always its release", () => {
  const base = (version: string) => releaseOf(chosen("1.x", version)).base(version);
  expect(base("1.11")).toBe("ghcr.io/openhands/agent-server:1.34.0-python");
  expect(base("1.2")).toBe("ghcr.io/openhands/agent-server:7c91cbe-python");
});

it.each<[string, Parameters<typeof chosen>, Family, string]>([
  ["nothing is the newest Agent Canvas", [], "canvas", "1.20.0"],
  ["nothing is the design's release as designed", [undefined, undefined, "as-designed"], "0.x", "0.27"],
  ["0.x is the design's release as designed", ["0.x", undefined, "as-designed"], "0.x", "0.27"],
  ["1.x has no release of the design", ["1.x", undefined, "as-designed"], "1.x", "1.11"],
  ["Agent Canvas has no release of the design", ["canvas", undefined, "as-designed"], "canvas", "1.20.0"],
  ["a family is its newest release", ["0.x"], "0.x", "0.62"],
  ["a family is its newest release", ["1.x"], "1.x", "1.11"],
  ["a version is of 0.x", [undefined, "0.62"], "0.x", "0.62"],
  ["a version is of 1.x", [undefined, "1.11"], "1.x", "1.11"],
  ["a version that only Agent Canvas has is of 1.x", [undefined, "1.20.0"], "1.x", "1.20.0"],
  ["a version is kept as designed", [undefined, "0.59", "as-designed"], "0.x", "0.59"],
  ["both are what they are", ["canvas", "1.4.0"], "canvas", "1.4.0"],
])("%s", (_, asked, family, version) => {
  expect(openhandsOf(chosen(...asked))).toEqual({ family, version });
});

it("takes no number alone for Agent Canvas", () => {
  const version = fc.tuple(fc.nat(1), fc.nat(99), fc.nat(99)).map((parts) => parts.join("."));
  fc.assert(fc.property(version, (number) => expect(openhandsOf(chosen(undefined, number)).family).not.toBe("canvas")));
});

it.each<[Family, string, boolean]>([
  ["0.x", "0.26", false],
  ["0.x", "0.27", true],
  ["0.x", "0.9", false],
  ["0.x", "0.50", true],
  ["0.x", "0.62", true],
  ["0.x", "0.62.1", true],
  ["0.x", "0.63", false],
  ["1.x", "1.0", true],
  ["1.x", "1.11", true],
  ["1.x", "1.11.3", true],
  ["1.x", "1.12", false],
  ["canvas", "1.0.0", true],
  ["canvas", "1.3.0", true],
  ["canvas", "1.20.0", true],
  ["canvas", "1.20.7", true],
  ["canvas", "1.21.0", false],
])("of %s, the release %s is known: %s", (family, version, known) => {
  expect(isKnownRelease(chosen(family, version))).toBe(known);
});

it("knows the releases of both postures", () => {
  for (const posture of ["as-designed", "hardened"] as const)
    expect(isKnownRelease(chosen(undefined, undefined, posture))).toBe(true);
});

it.each<[string, Family, string, string]>([
  ["older than all", "0.x", "0.20", "0.27"],
  ["the first", "0.x", "0.27", "0.27"],
  ["between two", "0.x", "0.45.2", "0.45"],
  ["between two", "0.x", "0.59", "0.46"],
  ["between two", "canvas", "1.15.0", "1.13.0"],
  ["older than all", "canvas", "0.9.0", "1.0.0"],
  ["newer than all", "0.x", "0.70", "0.60"],
  ["newer than all", "1.x", "1.30", "1.11"],
  ["newer than all", "canvas", "1.99.1", "1.20.0"],
])("treats a release that is %s, %s %s, like %s", (_, family, version, from) => {
  expect(releaseOf(chosen(family, version))).toMatchObject({ family, from });
});

it("names the newest release of each row that it can", () => {
  const named = (family: Family) => rowsOf(family).map(releaseIn);
  expect(named("0.x")).toEqual(["0.27", "0.38", "0.45", "0.46", "0.62"]);
  expect(named("1.x").slice(-2)).toEqual(["1.10", "1.11"]);
  expect(named("canvas").slice(0, 2)).toEqual(["1.0.0", "1.2.0"]);
  expect(named("canvas").at(-1)).toBe("1.20.0");
});

it.each([
  ["0.38", "0.38", true],
  ["0.9", "0.38", false],
  ["0.100", "0.38", true],
  ["1.0", "0.38", true],
  ["0.99", "1.0", false],
  ["1.20.0", "1.20", true],
  ["1.2.9", "1.20.0", false],
])("%s is %s or later: %s", (version, since, expected) => expect(isFrom(version, since)).toBe(expected));

it("knows where the agent runs", () => {
  const runs = (family: Family) => agentRunsInSandbox(chosen(family));
  expect(FAMILIES.map(runs)).toEqual([false, true, true]);
});

describe("what 0.x needs", () => {
  const row = (version: string) => releaseOf(chosen("0.x", version));

  it("is a Python literal, and only since there are arguments for the model", () => {
    expect(row("0.59").needs).toEqual({});
    expect(row("0.62").needs).toEqual({
      LLM_COMPLETION_KWARGS: '{"temperature": None, "top_p": None}',
      LLM_NATIVE_TOOL_CALLING: "true",
    });
  });

  it("is one mount before 0.38, and settings in the release's form", () => {
    expect(["0.27", "0.37", "0.38"].map((version) => row(version).mounts)).toEqual(["one", "one", "several"]);
    expect(["0.37", "0.38", "0.45", "0.46"].map((version) => row(version).settings)).toEqual([
      undefined,
      "0.x-key",
      "0.x-key",
      "0.x",
    ]);
    expect(["0.44", "0.45"].map((version) => row(version).state)).toEqual(["/.openhands-state", "/.openhands"]);
  });
});
