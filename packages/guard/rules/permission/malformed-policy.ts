import type { Json, PolicyDocument } from "../../model";
import type { Rule, Severity } from "../../rule";
import { isText } from "../../support/json";
import { known } from "../../text";
import { policyPlaces } from "./support/policy-places";
import { listed } from "./support/quoted";

export const malformedPolicy: Rule = {
  id: "malformed-policy",
  area: "permission",
  severity: "error",
  what: "A policy does not follow the IAM policy grammar.",
  why: "AWS rejects it on apply, and what it was meant to allow or deny is not known.",
  fix: "Correct the element, or let data.aws_iam_policy_document write the JSON.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  *check(model) {
    for (const { document, kind } of policyPlaces(model)) {
      // Modules often use "" as the default of a policy that their callers pass in.
      const severity: Severity = isEmpty(document.document) ? "info" : "error";
      for (const { path, message } of document.problems)
        yield {
          severity,
          at: document,
          message: `The argument ${document.argument}: ${path === "" ? "" : `${path} `}${message}.`,
        };
      const twice = repeatedSids(document);
      if (twice.length > 0 && kind === "identity")
        yield {
          at: document,
          message: `The argument ${document.argument} has more than one statement with the Sid ${listed(twice)}.`,
        };
    }
  },
};

const isEmpty = (document: Json): boolean => isText(document) && known(document) === "";

function repeatedSids({ statements }: PolicyDocument): string[] {
  const sids = statements.flatMap(({ sid }) => (sid === undefined ? [] : known(sid) || []));
  return [...new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index))];
}
