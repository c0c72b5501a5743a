import { GITHUB_ISSUER, STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import { z } from "zod";
import {
  Audience,
  BranchPattern,
  EnvironmentName,
  GithubId,
  IssuerHost,
  OwnerName,
  RepositorySlug,
  TagPattern,
} from "../names";

const Repository = z
  .strictObject({
    name: RepositorySlug.describe("owner/name, spelt as GitHub does: subjects are compared with their case."),
    id: GithubId.optional().describe(
      "The repository's number: gh api repos/OWNER/NAME --jq .id. Default: none, and no immutable subject is accepted.",
    ),
    ownerId: GithubId.optional().describe("The owner's number: gh api repos/OWNER/NAME --jq .owner.id. Default: none."),
  })
  .refine(({ id, ownerId }) => (id === undefined) === (ownerId === undefined), {
    error: "must have both id and ownerId, or neither: the immutable subject holds both",
  });

const Thumbprint = z
  .string({ error: "must be a thumbprint of 40 hexadecimal digits" })
  .regex(/^[0-9a-f]{40}$/, { error: "must be a thumbprint of 40 lower-case hexadecimal digits" });

export const PROVIDER_MODES = ["create", "existing", "import"] as const;

export const Github = z
  .strictObject({
    issuer: IssuerHost.default(GITHUB_ISSUER).describe(
      "The issuer of the workflows' tokens, without https://. A GitHub Enterprise Server has its own: HOST/_services/token.",
    ),
    provider: z
      .enum(PROVIDER_MODES)
      .default("create")
      .describe(
        "The account's only OIDC provider for the issuer. create: it is made here. existing: it is used, never managed (one that was managed here is forgotten, not destroyed). import: it is taken over as it is, with the audiences and tags that others gave it.",
      ),
    audiences: z
      .array(Audience)
      .min(1, { error: "must hold at least one audience" })
      .max(100, { error: "must hold at most 100 audiences, AWS's limit" })
      .default([STS_AUDIENCE])
      .describe("The audiences that a new provider accepts; the roles accept the first."),
    thumbprints: z
      .array(Thumbprint)
      .max(5, { error: "must hold at most 5 thumbprints, AWS's limit" })
      .default(["6938fd4d98bab03faadb97b34396831e3780aea1"])
      .describe(
        "What the hand-written provider lists; AWS has ignored it for GitHub since July 2023. As designed only.",
      ),
    repositories: z
      .array(Repository)
      .min(1, { error: "must name at least one repository, or be left out for the default" })
      .default([{ name: "boxp/arch" }])
      .describe(
        "Repositories whose workflows assume the roles; the first is meant wherever none is named. With their ids, the immutable subjects are accepted beside the classic ones.",
      ),
  })
  .describe("GitHub. https://docs.github.com/en/actions/concepts/security/openid-connect");

const KINDS = ["branch", "tag", "environment", "pullRequest", "any"] as const;

/** What a workflow's run must be for its token to be accepted. */
export const Subject = z
  .strictObject({
    repositories: z
      .array(RepositorySlug)
      .min(1, { error: "must name at least one repository, or be left out" })
      .optional()
      .describe("Runs in these, each of them in github.repositories. Default: the first there."),
    owner: OwnerName.optional().describe("Instead of repositories: every one of this owner, present and future."),
    branch: BranchPattern.optional().describe("Runs on this branch; * matches any characters."),
    tag: TagPattern.optional().describe("Runs on this tag; * matches any characters."),
    environment: EnvironmentName.optional().describe("Jobs of this deployment environment."),
    pullRequest: z
      .literal(true, { error: "must be true, or be left out" })
      .optional()
      .describe("true: runs of pull requests."),
    any: z
      .literal(true, { error: "must be true, or be left out" })
      .optional()
      .describe("true: any run, of every branch, tag, environment and pull request."),
  })
  .refine((subject) => KINDS.filter((kind) => subject[kind] !== undefined).length === 1, {
    error: `must have exactly one of ${KINDS.join(", ")}; a second subject is a second entry`,
  })
  .refine(({ repositories, owner }) => !repositories || !owner, { error: "must have repositories or owner, not both" });
export type Subject = z.infer<typeof Subject>;

export const subjects = (...byDefault: Subject[]) =>
  z
    .array(Subject)
    .min(1, { error: "must hold at least one subject, otherwise nobody can assume the role" })
    .default(byDefault);
