import { shown } from "../../policy/context";
import type { Rule } from "../../rule";
import { type AnyText, known, rawText } from "../../text";
import { invocation, isExact, PROFILE_KEY } from "./support/bedrock";
import { strangeGeography } from "./support/geographies";
import type { PlacedStatement } from "./support/placed-statement";
import { allStatements } from "./support/policy-places";

export const profileRegion: Rule = {
  id: "profile-region",
  area: "permission",
  severity: "warning",
  what: "An inference profile is named in a region in which it does not exist.",
  why: "A profile of a geography can only be called from there: the permission is for nothing, and Bedrock refuses the call.",
  fix: "Name the region from which Bedrock is called, and a profile of its geography: us., eu., apac., jp., au., us-gov. or global.",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
  *check(model) {
    for (const place of allStatements(model)) {
      if (!invocation(place)) continue;
      for (const text of new Set(profilesOf(place))) {
        const [, region = "", profile = ""] =
          /^arn:[^:]*:bedrock:([^:]*):[^:]*:inference-profile\/(.+)$/s.exec(rawText(text)) ?? [];
        const prefix = isExact(region) ? strangeGeography(profile, region) : undefined;
        if (prefix !== undefined)
          yield {
            at: place.document,
            message: `${place.name} names ${shown(text)}: there are no profiles ${prefix}. in ${region}`,
          };
      }
    }
  },
};

/** Those on which models are invoked, and those through which alone they are. */
const profilesOf = ({ resources, statement }: PlacedStatement): AnyText[] => [
  ...resources.map(({ text }) => text),
  ...statement.conditions
    .filter(({ key, operator }) => known(key)?.toLowerCase() === PROFILE_KEY.toLowerCase() && !operator.includes("Not"))
    .flatMap(({ values }) => values),
];
