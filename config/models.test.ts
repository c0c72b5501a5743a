import { isCallableFrom, isGeography } from "@openhands-aws/facts/inference-profiles";
import { partitionOf, REGIONS } from "@openhands-aws/facts/partitions";
import {
  DEFAULT_MODEL,
  DESIGNED_MODEL,
  type Destinations,
  destinationsFrom,
  KNOWN_MODELS,
  type Profile,
} from "./models";

const PROFILES_OF = [...KNOWN_MODELS].flatMap(([id, { profiles }]) =>
  (Object.entries(profiles) as [Profile, Destinations][]).map(([profile, { shared, local }]) => ({
    id,
    profile,
    sources: [...shared, ...local],
  })),
);

it.each(PROFILES_OF)("$profile of $id: every region exists, once, and in its geography and partition", (known) => {
  const { profile, sources } = known;
  expect(sources.filter((region) => !REGIONS.includes(region))).toEqual([]);
  expect(new Set(sources).size).toBe(sources.length);
  expect(sources.filter((region) => !isGeography(profile) || !isCallableFrom(profile, region))).toEqual([]);
  expect(new Set(sources.map(partitionOf)).size).toBe(profile === "global" ? 0 : 1);
});

it.each(PROFILES_OF)(
  "$profile of $id: wherever it is called, it may answer there itself",
  ({ id, profile, sources }) => {
    for (const region of sources) expect(destinationsFrom(id, profile, region)).toContain(region);
  },
);

const US = ["us-east-1", "us-east-2", "us-west-2"];
const EU = ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"];

// One of each: AWS's model cards have a table of these.
it.each<[string, Profile, string, string[] | undefined]>([
  ["anthropic.claude-sonnet-5-5", "us", "us-west-2", US],
  ["anthropic.claude-sonnet-5-5", "us", "us-west-1", [...US, "us-west-1"]],
  ["anthropic.claude-sonnet-5-5", "us", "ca-west-1", [...US, "ca-west-1"]],
  ["anthropic.claude-haiku-4-5-20251001-v1:0", "us", "ca-west-1", undefined],
  ["anthropic.claude-opus-4-1-20250805-v1:0", "us", "us-west-1", undefined],
  ["anthropic.claude-sonnet-5-5", "us", "sa-east-1", undefined],
  ["anthropic.claude-sonnet-4-6", "eu", "eu-west-1", EU],
  ["anthropic.claude-sonnet-4-6", "eu", "eu-west-2", [...EU, "eu-west-2"]],
  ["anthropic.claude-sonnet-4-6", "eu", "il-central-1", undefined],
  ["anthropic.claude-sonnet-4-6", "au", "ap-southeast-6", ["ap-southeast-2", "ap-southeast-4", "ap-southeast-6"]],
  ["anthropic.claude-opus-4-8", "au", "ap-southeast-6", undefined],
  ["anthropic.claude-opus-5-5", "jp", "ap-northeast-3", ["ap-northeast-1", "ap-northeast-3"]],
  ["anthropic.claude-sonnet-5-5", "jp", "ap-northeast-1", undefined],
  ["anthropic.claude-sonnet-5", "in", "ap-south-1", ["ap-south-1", "ap-south-2"]],
  ["anthropic.claude-sonnet-4-5-20250929-v1:0", "us-gov", "us-gov-west-1", ["us-gov-east-1", "us-gov-west-1"]],
  ["anthropic.claude-next", "us", "us-west-2", undefined],
])("%s through %s from %s goes to %j", (id, profile, region, expected) => {
  expect(destinationsFrom(id, profile, region)?.toSorted()).toEqual(expected?.toSorted());
});

it.each([...KNOWN_MODELS])("%s: has dates that exist, of which AWS can have said all", (_, { dates, source }) => {
  for (const date of Object.values(dates)) expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
  expect([dates.noSoonerThan, dates.endOfLife].filter(Boolean)).toHaveLength(1);
  if (dates.legacy) expect(dates.legacy < (dates.endOfLife ?? "")).toBe(true);
  expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/bedrock\/latest\/userguide\/model-[a-z0-9-]+\.html$/);
});

// By the models' cards. OpenHands calls the first two.
it.each([
  ["anthropic.claude-haiku-4-5-20251001-v1:0", ["InvokeModel", "Converse", "Messages"]],
  ["anthropic.claude-opus-4-6-v1", ["InvokeModel", "Converse"]],
  [DEFAULT_MODEL, ["InvokeModel", "Converse"]],
  ["anthropic.claude-opus-4-7", ["InvokeModel", "Converse", "Messages"]],
  ["anthropic.claude-haiku-5-5", ["InvokeModel", "Converse", "Messages"]],
])("%s can be asked with %j", (id, apis) => {
  expect(KNOWN_MODELS.get(id)?.apis).toEqual(apis);
});

it("knows the design's model, which has ended, and the default, which has not", () => {
  expect(KNOWN_MODELS.get(DESIGNED_MODEL)?.dates).toEqual({ endOfLife: "2026-04-28" });
  expect(KNOWN_MODELS.get(DEFAULT_MODEL)?.dates).toEqual({ noSoonerThan: "2027-02-17" });
});
