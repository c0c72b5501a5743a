import type { Rule } from "../../rule";
import { isEveryAction } from "./support/action-pattern";
import { isNarrowed } from "./support/narrowing";
import { grantingStatements } from "./support/policy-places";

const PARAMETER = "arn:${Partition}:ssm:${Region}:${Account}:parameter/${ParameterNameWithoutLeadingSlash}";
const READS = ["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath", "ssm:getparameterhistory"];

export const readsAllParameters: Rule = {
  id: "reads-all-parameters",
  area: "permission",
  severity: "warning",
  what: "Every parameter in Parameter Store can be read.",
  why: "Parameter Store holds passwords and keys for everything in the account; a SecureString under the AWS managed key needs no further permission.",
  fix: "Name the parameters, or the path that contains them: parameter/APP/*.",
  source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html",
  *check(model) {
    for (const place of grantingStatements(model)) {
      const { document, statement, actions } = place;
      if (statement.actions.not || statement.actions.patterns.some(isEveryAction) || isNarrowed(statement)) continue;
      const wide = place.resources.find((pattern) => pattern.matchesEveryName(PARAMETER));
      if (!wide) continue;
      const read = READS.some((action) => actions.matches(action) === true);
      if (read) yield { at: document, message: `${place.name} allows every parameter to be read (${wide.text}).` };
    }
  },
};
