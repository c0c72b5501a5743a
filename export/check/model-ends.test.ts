import fc from "fast-check";
import { KNOWN_MODELS } from "../../config/models";
import { testConfig } from "../../tools/test-config";
import { modelEnds } from "./model-ends";

const FILE = "openhands.yaml";
const ends = (yaml: string, now: string) => modelEnds(testConfig(yaml, FILE), FILE, new Date(now));
const model = (id: string, more = "") => `bedrock: {models: [{id: "${id}"${more}}]}`;

const OPUS_4_1 = "anthropic.claude-opus-4-1-20250805-v1:0";
const SONNET_3_7 = "anthropic.claude-3-7-sonnet-20250219-v1:0";
const SONNET_4_5 = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const SONNET_4_6 = "anthropic.claude-sonnet-4-6";
const unknown = (date: string) => model("a.b", `, profile: none, endOfLife: ${date}`);

const keeps = (id: string, date: string) =>
  `AWS keeps ${id} until ${date} at least; openhands-aws knows of no announced end.`;
const closed = "It was closed to new customers on 2026-07-08.";

// biome-ignore format: one day a row
it.each<[string, string, string, string, string]>([
  ["keeps it: a note", model(SONNET_4_6), "2026-11-27", "info", keeps(SONNET_4_6, "2027-02-17")],
  ["keeps it for 1 more day: a note", model(SONNET_4_6), "2027-02-16", "info", keeps(SONNET_4_6, "2027-02-17")],
  ["no longer has to keep it: a note", model(SONNET_4_5), "2036-01-01", "info", keeps(SONNET_4_5, "2026-09-30")],
  ["ends it in 91 days: a note", model(OPUS_4_1), "2026-10-09", "info", `Bedrock will reject ${OPUS_4_1} from 2027-01-08, in 91 days. ${closed}`],
  ["ends it in 90 days", model(OPUS_4_1), "2026-10-10", "warning", `Bedrock will reject ${OPUS_4_1} from 2027-01-08, in 90 days. ${closed}`],
  ["ends it tomorrow", model(OPUS_4_1), "2027-01-07T23:59:59Z", "warning", `Bedrock will reject ${OPUS_4_1} from 2027-01-08, in 1 day. ${closed}`],
  ["ends it today", model(OPUS_4_1), "2027-01-08", "warning", `Bedrock has rejected ${OPUS_4_1} since 2027-01-08.`],
  ["ended it", model(SONNET_3_7), "2026-11-27", "warning", `Bedrock has rejected ${SONNET_3_7} since 2026-04-28.`],
  ["ended it: the design knows", "posture: as-designed", "2026-11-27", "info", `Bedrock has rejected ${SONNET_3_7} since 2026-04-28.`],
  ["ends it, says the config", unknown("2026-12-01"), "2026-11-27", "warning", "Bedrock will reject a.b from 2026-12-01, in 4 days."],
  ["will end it, says the config", unknown("2030-01-01"), "2026-11-27", "info", "Bedrock will reject a.b from 2030-01-01, in 1131 days."],
])("AWS %s", (_, yaml, now, severity, message) => {
  expect(ends(yaml, now)).toMatchObject([{ severity, message, file: FILE }]);
});

it("knows nothing of a model that neither AWS's pages nor the config give a date for", () => {
  expect(ends(model("a.b", ", profile: none"), "2026-11-27")).toEqual([]);
});

it("says which model it is about, and where AWS says so", () => {
  const yaml = `bedrock: {models: [{id: ${SONNET_4_6}}, {id: "${OPUS_4_1}"}]}`;
  expect(ends(yaml, "2026-11-27").map(({ address }) => address)).toEqual(["bedrock.models[0]", "bedrock.models[1]"]);
  const [kept, ending] = ends(yaml, "2026-11-27");
  expect(kept?.fix).toMatch(/^Nothing to do yet\. .*model-card-anthropic-claude-sonnet-4-6\.html$/);
  expect(ending?.fix).toMatch(/^Choose another model .*model-lifecycle-legacy\.html$/);
  expect(ends(unknown("2026-12-01"), "2026-11-27")[0]?.fix).toMatch(/model-lifecycle\.html$/);
  expect(ends("posture: as-designed", "2026-11-27")[0]?.address).toBe("bedrock.designedModel");
});

it("never warns of a model whose end AWS has not announced, whatever the day", () => {
  const kept = [...KNOWN_MODELS].filter(([, { dates }]) => !dates.endOfLife).map(([id]) => id);
  const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...kept), day, (id, now) => {
      // A named release may be one that cannot use the model.
      const findings = ends(`openhands: {version: "1.11"}\n${model(id, ", profile: global")}`, now.toISOString());
      expect(findings.map(({ severity }) => severity)).toEqual(["info"]);
    }),
  );
});
