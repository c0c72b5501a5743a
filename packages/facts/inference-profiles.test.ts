import { destinationsOf, GEOGRAPHY_NAMES, isCallableFrom, parseProfile } from "./inference-profiles";
import { partitionOf, REGIONS } from "./partitions";

const callersOf = (region: string) => GEOGRAPHY_NAMES.filter((geography) => isCallableFrom(geography, region));

it.each([
  ["us-west-2", ["us", "global"]],
  ["us-gov-west-1", ["us-gov"]],
  ["ca-central-1", ["us", "ca", "global"]],
  ["ap-northeast-1", ["apac", "jp", "global"]],
  ["ap-southeast-2", ["apac", "au", "global"]],
  ["ap-south-2", ["apac", "in", "global"]],
  ["eu-west-1", ["eu", "global"]],
  ["il-central-1", ["eu", "apac", "global"]],
  ["cn-north-1", []],
  ["eusc-de-east-1", []],
  ["us-iso-east-1", []],
  ["eu-isoe-west-1", []],
])("from %s one can call %p", (region, expected) => {
  expect(callersOf(region)).toEqual(expected);
});

it("knows only regions of AWS, from which their own profile can be called", () => {
  for (const geography of GEOGRAPHY_NAMES.filter((name) => name !== "global"))
    for (const region of destinationsOf(geography)) {
      expect(REGIONS).toContain(region);
      expect(isCallableFrom(geography, region)).toBe(true);
    }
});

it("leaves every region of the commercial partition a profile", () => {
  for (const region of REGIONS.filter((one) => partitionOf(one) === "aws"))
    expect(callersOf(region)).toContain("global");
});

it.each([
  ["us.anthropic.claude-sonnet-4-6", { geography: "us", model: "anthropic.claude-sonnet-4-6" }],
  ["us-gov.a.b", { geography: "us-gov", model: "a.b" }],
  ["anthropic.claude-sonnet-4-6", undefined],
  ["toString.a", undefined],
  ["us", undefined],
])("reads %s", (id, expected) => {
  expect(parseProfile(id)).toEqual(expected);
});
