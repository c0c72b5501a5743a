import { testConfig } from "../tools/test-config";
import { KNOWN_MODELS } from "./models";
import { pairingOf, pairingProblem, releaseName } from "./pairings";
import { FAMILIES, type Family, RELEASES, type Release, releaseIn, releaseOf } from "./releases";

const chosen = (family: Family, version: string) => ({
  posture: "hardened" as const,
  openhands: { family, version },
});
const SONNET = "anthropic.claude-sonnet-4-6";
const because = "its LiteLLM does not know the model, and cuts each answer off after 4,096 tokens";

it.each<[Family, string, string, ReturnType<typeof pairingOf>]>([
  ["0.x", "0.27", SONNET, "fails"],
  ["0.x", "0.59", SONNET, "fails"],
  ["0.x", "0.62", SONNET, "works"],
  ["0.x", "0.62", "anthropic.claude-haiku-5-5", "works"],
  ["0.x", "0.27", "anthropic.claude-3-7-sonnet-20250219-v1:0", "not tried"],
  ["1.x", "1.10", SONNET, "not tried"],
  ["1.x", "1.11", SONNET, "works"],
  ["1.x", "1.11", "anthropic.claude-opus-4-7", "works"],
  ["1.x", "1.11", "anthropic.claude-opus-4-8", "fails"],
  ["canvas", "1.16.0", SONNET, "not tried"],
  ["canvas", "1.20.0", SONNET, "works"],
  ["canvas", "1.20.0", "anthropic.claude-opus-5", "works"],
  ["canvas", "1.20.0", "anthropic.claude-sonnet-5", "works"],
  ["canvas", "1.20.0", "anthropic.claude-opus-5-5", "works"],
  ["canvas", "1.20.0", "amazon.nova-pro-v1:0", "not tried"],
])("%s %s with %s: %s", (family, version, model, expected) => {
  expect(pairingOf(releaseOf(chosen(family, version)), model)).toBe(expected);
  expect(pairingProblem(chosen(family, version), model) !== undefined).toBe(expected === "fails");
});

it("names a model of the same line, and a release of the same family, if there is one", () => {
  expect(pairingProblem(chosen("1.x", "1.11"), "anthropic.claude-opus-4-8")).toEqual({
    because,
    instead: 'anthropic.claude-opus-4-7, or openhands: {family: canvas, version: "1.20.0"}',
  });
  expect(pairingProblem(chosen("1.x", "1.11"), "anthropic.claude-sonnet-5-5")).toEqual({
    because,
    instead: `${SONNET}, or openhands: {family: canvas, version: "1.20.0"}`,
  });
  expect(pairingProblem(chosen("0.x", "0.59"), SONNET)?.instead).toBe('openhands: {family: 0.x, version: "0.62"}');
});

it("is named as people name it", () => {
  expect(releaseName(chosen("0.x", "0.27"))).toBe("OpenHands 0.27");
  expect(releaseName(chosen("1.x", "1.11"))).toBe("OpenHands 1.11");
  expect(releaseName({ posture: "hardened", openhands: {} })).toBe("Agent Canvas 1.20.0");
});

describe("whatever fails", () => {
  const failing = RELEASES.flatMap((row) =>
    [...KNOWN_MODELS.keys()].flatMap((model): [name: string, row: Release, model: string][] =>
      pairingProblem(chosen(row.family, releaseIn(row)), model)
        ? [[`${row.family} ${row.from} with ${model}`, row, model]]
        : [],
    ),
  );
  /** The pairing in a config that says so; the profile does not matter here. */
  const pairingIn = (openhands: string, model: string) =>
    pairingOf(
      releaseOf(testConfig(`openhands: ${openhands}\nbedrock: {models: [{id: "${model}", profile: none}]}`, "c.yaml")),
      model,
    );

  it("is something in both older families", () => {
    expect([...new Set(failing.map(([, { family }]) => family))]).toEqual(["0.x", "1.x"]);
  });

  it.each(failing)("%s: everything that is offered instead works", (_, row, model) => {
    const { because, instead } = pairingProblem(chosen(row.family, releaseIn(row)), model) ?? {
      because: "",
      instead: "",
    };
    expect(because).toBe(row.models.because);
    for (const offer of instead.split(", or ")) {
      const openhands = /^openhands: (\{.*\})$/.exec(offer)?.[1];
      if (openhands) expect(pairingIn(openhands, model)).toBe("works");
      else {
        expect(pairingIn(`{family: ${row.family}, version: "${releaseIn(row)}"}`, offer)).toBe("works");
        expect(KNOWN_MODELS.get(offer)?.dates.endOfLife).toBeUndefined();
      }
    }
  });
});

it.each(FAMILIES)("a default of %s refuses exactly what fails", (family) => {
  for (const model of KNOWN_MODELS.keys()) {
    const config = () =>
      testConfig(`openhands: {family: ${family}}\nbedrock: {models: [{id: "${model}", profile: none}]}`, "c.yaml");
    if (pairingOf(releaseOf({ posture: "hardened", openhands: { family } }), model) === "fails")
      expect(config).toThrow("does not work with");
    else expect(config).not.toThrow();
  }
});
