import { testConfig } from "../../tools/test-config";
import { openhandsNotes } from "./openhands-notes";

const FILE = "openhands.yaml";
const notes = (yaml: string) => openhandsNotes(testConfig(yaml, FILE), FILE);
const SONNET_5 =
  'openhands: {version: "1.11"}\nbedrock: {models: [{id: anthropic.claude-sonnet-4-6}, {id: anthropic.claude-sonnet-5, profile: global}]}';

it.each([
  ["the default", ""],
  ["a release that works with the model", 'openhands: {version: "0.62"}'],
  ["a model that was not tried", 'openhands: {version: "0.59"}\nbedrock: {models: [{id: a.b, profile: none}]}'],
])("has nothing to say about %s", (_, yaml) => expect(notes(yaml)).toEqual([]));

it.each([
  [
    'openhands: {version: "0.63"}',
    "OpenHands 0.63 is not a release that openhands-aws knows; it is treated like 0.60 of the family 0.x.",
    /^Use a release up to 0\.62, /,
  ],
  [
    'openhands: {family: canvas, version: "1.21.0"}',
    "Agent Canvas 1.21.0 is not a release that openhands-aws knows; it is treated like 1.20.0 of the family canvas.",
    /^Use a release up to 1\.20\.0, /,
  ],
])("says of a release that it does not know what it is treated like: %s", (yaml, message, fix) => {
  expect(notes(yaml)).toEqual([
    expect.objectContaining({
      rule: "openhands-release",
      severity: "info",
      address: "openhands.version",
      file: FILE,
      message,
      fix: expect.stringMatching(fix),
    }),
  ]);
});

it("says, as designed, that the release cannot use a live model; that the design's own has ended, another check says", () => {
  expect(notes("posture: as-designed")).toEqual([]);
  const live = "posture: as-designed\nbedrock: {designedModel: anthropic.claude-sonnet-4-6}";
  const [note, ...others] = notes(live);
  expect(others).toEqual([]);
  expect(note).toMatchObject({ rule: "openhands-model", severity: "info", address: "bedrock.designedModel" });
  expect(note?.message).toMatch(/^OpenHands 0\.27 cannot use anthropic\.claude-sonnet-4-6: /);
});

it("says of an older config that its release cannot use its model, and which can", () => {
  const [note, ...others] = notes('openhands: {version: "0.59"}');
  expect(others).toEqual([]);
  expect(note).toMatchObject({
    rule: "openhands-model",
    severity: "info",
    address: "bedrock.models[0].id",
    message: expect.stringMatching(
      /^OpenHands 0\.59 cannot use anthropic\.claude-sonnet-4-6: it always sends temperature and top_p, .*\.$/,
    ),
    fix: expect.stringContaining("family: 0.x, version: "),
  });
});

it("names each model that fails, at its own place", () => {
  expect(notes(SONNET_5).map(({ address, rule }) => `${address} ${rule}`)).toEqual([
    "bedrock.models[1].id openhands-model",
  ]);
});
