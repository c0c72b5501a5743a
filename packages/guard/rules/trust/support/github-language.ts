import { perText } from "../../../support/memo";
import { SOME_NAME } from "../../../text";
import { choice, type Expression, type Language, languageOf, literal, optional, sequence } from "./language";

/**
 * Who issues the subject: anyone; a repository of an owner whom the pattern does not name; such a repository, but only
 * as the caller of a reusable workflow that is named; a repository that the pattern does not name, in the default form.
 */
export type Issuing = "anybody" | "outsider" | "caller" | "neighbour";

const run = (
  accepts: (unit: number) => boolean,
  [sample, more]: readonly [string, string],
  open = false,
): Expression => ({ kind: "run", accepts, sample, more, open });

const isDigit = (unit: number) => unit >= 48 && unit <= 57;
const isWord = (unit: number) =>
  isDigit(unit) || (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95;
const isOwner = (unit: number) => isWord(unit) || unit === 45 || unit === SOME_NAME.charCodeAt(0);
const isName = (unit: number) => isOwner(unit) || unit === 46;
const isControl = (unit: number) => unit < 32 || unit === 127;
/** GitHub writes `:` within a value as `%3A`; neither branches nor environments contain `*`, `?` or a line break. */
const isValue = (unit: number) => unit !== 58 && unit !== 42 && unit !== 63 && !isControl(unit);
/** https://git-scm.com/docs/git-check-ref-format */
const isRef = (unit: number) => isValue(unit) && !" ~^[\\".includes(String.fromCharCode(unit));
const isAny = () => true;

const owner = (open = false) => run(isOwner, ["another-owner", "-x"], open);
const name = (open = false) => run(isName, ["another-repository", "-x"], open);
const number = (open = false) => run(isDigit, ["900001", "9"], open);
const value = (sample: string) => run(isValue, [sample, "-x"]);
const refName = (sample: string) => run(isRef, [sample, "-x"]);

const ref = sequence(
  literal("refs/"),
  choice(
    sequence(literal("heads/"), refName("main")),
    sequence(literal("tags/"), refName("v1")),
    sequence(literal("pull/"), number(), literal("/merge")),
  ),
);
const context = choice(
  sequence(literal("ref:"), ref),
  literal("pull_request"),
  sequence(literal("environment:"), value("production")),
);
const workflowFile = (open: boolean) =>
  sequence(owner(open), literal("/"), name(), literal("/.github/workflows/"), value("deploy.yml"));

function repository(issuing: Issuing): Expression {
  const byOwner = issuing === "outsider" || issuing === "caller";
  const byName = issuing === "neighbour";
  return choice(
    sequence(owner(byOwner), literal("/"), name(byName)),
    sequence(owner(byOwner), literal("@"), number(byOwner), literal("/"), name(byName), literal("@"), number(byName)),
  );
}

/** Claims to which a repository's owner can give any value, and which `include_claim_keys` of a template accepts. */
const CHOSEN = [
  "actor",
  "actor_id",
  "base_ref",
  "check_run_id",
  "event_name",
  "head_ref",
  "job_workflow_sha",
  "ref_protected",
  "ref_type",
  "repository_visibility",
  "run_attempt",
  "run_id",
  "run_number",
  "runner_environment",
  "sha",
  "workflow",
  "workflow_ref",
  "workflow_sha",
];

/** @see https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository */
function part(issuing: Issuing): Expression {
  const theirs = issuing === "outsider" || issuing === "caller";
  const keyed = (key: string, expression: Expression) => sequence(literal(`${key}:`), expression);
  return choice(
    context,
    keyed("repo", repository(issuing)),
    keyed("repository_owner", owner(theirs)),
    ...["repository_id", "repository_owner_id", "enterprise_id"].map((key) => keyed(key, number(theirs))),
    keyed("enterprise", run(isValue, ["another-enterprise", "-x"], theirs)),
    keyed("job_workflow_ref", workflowFile(issuing === "outsider")),
    sequence(literal("repo_property_"), run(isWord, ["key", "x"]), literal(":"), value("value")),
    ...CHOSEN.map((key) => keyed(key, optional(value("value")))),
  );
}

/** Subjects that GitHub issues; a repository can choose their parts, except as a neighbour. */
export const subjects = perText(
  (issuing: Issuing): Language => (issuing === "neighbour" ? defaultSubjects(issuing) : languageOf(part(issuing), ":")),
);

/** Subjects of repositories without a subject template. */
export const defaultSubjects = perText(
  (issuing: Issuing): Language => languageOf(sequence(literal("repo:"), repository(issuing), literal(":"), context)),
);

/** Values of `repository`. */
export const repositories = perText(
  (issuing: Issuing): Language =>
    languageOf(sequence(owner(issuing === "outsider"), literal("/"), name(issuing === "neighbour"))),
);

/** Values of the other claims that AWS tests; `undefined` where any text is possible. */
export const valuesOf = perText((claim: string): Language | undefined => {
  const expression = CLAIMS.get(claim);
  return expression && languageOf(expression);
});

const CLAIMS: ReadonlyMap<string, Expression> = new Map([
  ["ref", ref],
  ["environment", value("production")],
  ["actor", run((unit) => isOwner(unit) || unit === 91 || unit === 93, ["somebody", "-x"])],
  ["actor_id", number()],
  ["enterprise_id", number()],
  ["repository_id", number()],
  ["repository_owner_id", number()],
  ["job_workflow_ref", sequence(workflowFile(false), literal("@"), run(isAny, ["refs/heads/main", "-x"]))],
]);
