import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { placed } from "./support/describe";
import { githubStatements, OWNER, REPOSITORY } from "./support/github-statements";
import { wantedValues } from "./support/restrictions";

export const githubSubjectForm: Rule = {
  id: "github-subject-form",
  area: "trust",
  severity: "info",
  what: "Only one form of the repository's subject is accepted.",
  why: "Repositories created, renamed or transferred since 2026-07-15 issue repo:OWNER@OWNER_ID/REPOSITORY@ID:..., older ones repo:OWNER/REPOSITORY:...; a trust policy with the other form accepts nobody, and a name without ids belongs to anyone who registers it after it was given up.",
  fix: "List both forms; the API shows the ids: gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'.",
  source: "https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims",
  *check(model: AccessModel): Generator<Violation> {
    for (const statement of githubStatements(model)) {
      if (!/^token\.actions\./.test(statement.issuer)) continue;
      const subjects = wantedValues(statement.restrictions, "sub").flatMap(([value]): Parts[] => {
        const { groups } = PARTS.exec(value) ?? {};
        return groups ? [groups] : [];
      });
      const lacking = subjects.find(
        (one) => !subjects.some((other) => sameRun(one, other) && isImmutable(one) !== isImmutable(other)),
      );
      if (!lacking) continue;
      const { owner, name, rest } = lacking;
      const [has, lacks] = isImmutable(lacking)
        ? ["with ids", `repo:${owner}/${name}:${rest}`]
        : ["without ids", `repo:${owner}@OWNER_ID/${name}@ID:${rest}`];
      const message = `${placed(statement)} names ${owner}/${name} only in the form ${has}: a run with the subject ${lacks} is refused.`;
      yield { at: statement.trust.role, message };
    }
  },
};

const PARTS = new RegExp(
  `^repo:(?<owner>${OWNER})(?<ownerId>@[^/]*)?/(?<name>${REPOSITORY})(?<id>@[^:]*)?:(?<rest>.+)$`,
);

type Parts = Record<string, string | undefined>;

const isImmutable = ({ ownerId }: Parts): boolean => ownerId !== undefined;

const sameRun = (one: Parts, other: Parts): boolean =>
  one.owner === other.owner && one.name === other.name && one.rest === other.rest;
