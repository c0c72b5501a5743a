import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { asText } from "../../support/json";
import { known } from "../../text";
import { placed } from "./support/describe";
import { type GithubStatement, githubStatements } from "./support/github-statements";

export const githubNameCase: Rule = {
  id: "github-name-case",
  area: "trust",
  severity: "warning",
  what: "A repository's name is written with different upper and lower case.",
  why: "GitHub ignores the case of a repository's name, but a token has one spelling and IAM compares every character: with any other spelling, nobody can assume the role.",
  fix: "Write the owner and the repository exactly as GitHub shows them.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String",
  *check(model: AccessModel): Generator<Violation> {
    const statements = githubStatements(model);
    const spellings = new Map<string, Map<string, number>>();
    for (const { named } of statements) for (const { owner, name } of named) count(spellings, owner, name);
    const declared = new Map(repositoriesIn(model).map((name) => [name.toLowerCase(), name]));
    for (const statement of statements) yield* misspelt(statement, spellings, declared);
  },
};

function count(spellings: Map<string, Map<string, number>>, owner: string, name: string): void {
  for (const text of [owner, `${owner}/${name}`]) {
    const same = spellings.get(text.toLowerCase()) ?? new Map<string, number>();
    spellings.set(text.toLowerCase(), same.set(text, (same.get(text) ?? 0) + 1));
  }
}

/** Names of repositories that Terraform declares, without their owner. */
const repositoriesIn = ({ resources }: AccessModel): string[] =>
  resources
    .filter(({ type, mode }) => type === "github_repository" && mode === "managed")
    .flatMap((resource) => known(asText(resource.argument("name")?.value ?? null)) ?? []);

function* misspelt(
  statement: GithubStatement,
  spellings: ReadonlyMap<string, ReadonlyMap<string, number>>,
  declared: ReadonlyMap<string, string>,
): Generator<Violation> {
  for (const { owner, name } of statement.named) {
    const spelling = declared.get(name.toLowerCase());
    const right =
      spelling !== undefined && spelling !== name
        ? `${owner}/${spelling}`
        : (usual(spellings, `${owner}/${name}`) ?? usual(spellings, owner));
    if (right === undefined) continue;
    const message = `${placed(statement)} names ${owner}/${name}; elsewhere it is written ${right}.`;
    yield { at: statement.trust.role, message };
    return;
  }
}

/** Another spelling that is used more often, or as often but first. */
function usual(spellings: ReadonlyMap<string, ReadonlyMap<string, number>>, text: string): string | undefined {
  const [[first] = [text]] = [...(spellings.get(text.toLowerCase()) ?? [])].sort(([, one], [, other]) => other - one);
  return first === text ? undefined : first;
}
