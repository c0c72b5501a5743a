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
  WorkflowFile,
} from "../names";

const Repository = z
  .strictObject({
    name: RepositorySlug.describe("owner/name, spelled exactly as on GitHub: subjects are case-sensitive."),
    id: GithubId.optional().describe(
      "The repository's number: gh api repos/OWNER/NAME --jq .id. Default: none; immutable subjects are then not accepted.",
    ),
    ownerId: GithubId.optional().describe("The owner's number: gh api repos/OWNER/NAME --jq .owner.id. Default: none."),
  })
  .refine(({ id, ownerId }) => (id === undefined) === (ownerId === undefined), {
    error: "must have both id and ownerId, or neither: the immutable subject contains both",
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
        "The account's only OIDC provider for the issuer. create: Terraform creates it. existing: it is used but not managed (one in the state is forgotten, not destroyed). import: Terraform takes it over as it is, with the audiences and tags that others gave it.",
      ),
    audiences: z
      .array(Audience)
      .min(1, { error: "must contain at least one audience" })
      .max(100, { error: "must contain at most 100 audiences, AWS's limit" })
      .default([STS_AUDIENCE])
      .describe("The audiences that a new provider accepts; the roles accept the first."),
    thumbprints: z
      .array(Thumbprint)
      .max(5, { error: "must contain at most 5 thumbprints, AWS's limit" })
      .default(["6938fd4d98bab03faadb97b34396831e3780aea1"])
      .describe(
        "The thumbprints of the hand-written provider; AWS has ignored them for GitHub since July 2023. As designed only.",
      ),
    repositories: z
      .array(Repository)
      .min(1, { error: "must name at least one repository, or be left out for the default" })
      .default([{ name: "boxp/arch" }])
      .describe(
        "Repositories whose workflows assume the roles; the first is used wherever none is named. With their ids, immutable subjects are accepted as well as the classic ones.",
      ),
  })
  .describe("GitHub. https://docs.github.com/en/actions/concepts/security/openid-connect");

const KINDS = ["branch", "tag", "environment", "pullRequest", "any"] as const;

export const WorkflowFiles = z
  .array(WorkflowFile)
  .min(1, { error: "must name at least one workflow, or be left out" })
  .optional()
  .describe(
    "Only jobs in these files of the repository's .github/workflows (the claim job_workflow_ref). Default: any workflow. https://docs.github.com/en/actions/reference/security/oidc",
  );

/** What a workflow run must be for its token to be accepted. */
export const Subject = z
  .strictObject({
    repositories: z
      .array(RepositorySlug)
      .min(1, { error: "must name at least one repository, or be left out" })
      .optional()
      .describe(
        "Runs in these repositories, all of which must be in github.repositories. Default: the first one there.",
      ),
    owner: OwnerName.optional().describe(
      "Instead of repositories: all repositories of this owner, present and future.",
    ),
    branch: BranchPattern.optional().describe("Runs on this branch; * matches any characters."),
    tag: TagPattern.optional().describe("Runs on this tag; * matches any characters."),
    environment: EnvironmentName.optional().describe("Jobs in this deployment environment."),
    pullRequest: z
      .literal(true, { error: "must be true, or be left out" })
      .optional()
      .describe("true: runs of pull requests."),
    any: z
      .literal(true, { error: "must be true, or be left out" })
      .optional()
      .describe("true: any run on any branch, tag, environment or pull request."),
    workflows: WorkflowFiles,
  })
  .refine((subject) => KINDS.filter((kind) => subject[kind] !== undefined).length === 1, {
    error: `must have exactly one of ${KINDS.join(", ")}; write a second entry for a second subject`,
  })
  .refine(({ repositories, owner }) => !repositories || !owner, { error: "must have repositories or owner, not both" });
export type Subject = z.infer<typeof Subject>;

export const subjects = (...byDefault: Subject[]) =>
  z
    .array(Subject)
    .min(1, { error: "must contain at least one subject, otherwise nobody can assume the role" })
    .default(byDefault);
