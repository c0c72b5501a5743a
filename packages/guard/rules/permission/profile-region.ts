import { isCallableFrom, parseProfile } from "@openhands-aws/facts/inference-profiles";
import { shown } from "../../policy/context";
import type { Rule } from "../../rule";
import { type AnyText, known, rawText } from "../../text";
import { invocation, isExact, PROFILE_KEY } from "./support/bedrock";
import type { PlacedStatement } from "./support/placed-statement";
import { allStatements } from "./support/policy-places";

export const profileRegion: Rule = {
  id: "profile-region",
  area: "permission",
  severity: "warning",
  what: "An inference profile is named in a region where it does not exist.",
  why: "A profile of a geography can only be called from there: the permission has no effect, and Bedrock refuses the call.",
  fix: "Name the region that Bedrock is called from, and a profile of its geography (us., eu., apac., jp., au., us-gov. or global.).",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
  *check(model) {
    for (const place of allStatements(model)) {
      if (!invocation(place)) continue;
      for (const text of new Set(profilesOf(place))) {
        const [, region = "", profile = ""] =
          /^arn:[^:]*:bedrock:([^:]*):[^:]*:inference-profile\/(.+)$/s.exec(rawText(text)) ?? [];
        const { geography } = parseProfile(profile) ?? {};
        if (geography !== undefined && isExact(region) && !isCallableFrom(geography, region))
          yield {
            at: place.document,
            message: `${place.name} names ${shown(text)}: there are no ${geography}. profiles in ${region}.`,
          };
      }
    }
  },
};

/** The profiles that are granted, and those that a condition requires. */
const profilesOf = ({ resources, statement }: PlacedStatement): AnyText[] => [
  ...resources.map(({ text }) => text),
  ...statement.conditions
    .filter(({ key, operator }) => known(key)?.toLowerCase() === PROFILE_KEY.toLowerCase() && !operator.includes("Not"))
    .flatMap(({ values }) => values),
];
