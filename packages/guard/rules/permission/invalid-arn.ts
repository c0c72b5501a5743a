import { shown } from "../../policy/context";
import type { Rule } from "../../rule";
import { arnProblem } from "./support/arn-problem";
import { allStatements } from "./support/policy-places";

export const invalidArn: Rule = {
  id: "invalid-arn",
  area: "permission",
  severity: "error",
  what: "A resource is written as an ARN that no AWS resource can have.",
  why: "AWS rejects the policy, or accepts it and the statement matches nothing.",
  fix: "Correct the ARN: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
  *check(model) {
    for (const place of allStatements(model))
      for (const text of new Set(place.statement.resources?.patterns)) {
        const problem = arnProblem(text);
        if (!problem) continue;
        const { what, ...rest } = problem;
        yield { at: place.document, message: `${place.name} names ${shown(text)}: ${what}.`, ...rest };
      }
  },
};
