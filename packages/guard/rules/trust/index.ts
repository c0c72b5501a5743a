import type { Rule } from "../../rule";
import { accountWithoutExternalId } from "./account-without-external-id";
import { actionInvalid } from "./action-invalid";
import { actionMismatch } from "./action-mismatch";
import { audienceMissing } from "./audience-missing";
import { audienceRefused } from "./audience-refused";
import { chainNotTrusted } from "./chain-not-trusted";
import { chainSessionCapped } from "./chain-session-capped";
import { chainTagsRefused } from "./chain-tags-refused";
import { chainUnreachable } from "./chain-unreachable";
import { claimNeverMatches } from "./claim-never-matches";
import { claimNotRequired } from "./claim-not-required";
import { conditionKeyAbsent } from "./condition-key-absent";
import { githubAnyRun } from "./github-any-run";
import { githubNameCase } from "./github-name-case";
import { githubOtherOwner } from "./github-other-owner";
import { githubOtherRepository } from "./github-other-repository";
import { githubPullRequest } from "./github-pull-request";
import { githubSubjectForm } from "./github-subject-form";
import { githubSubjectTemplate } from "./github-subject-template";
import { githubWorkflowCaller } from "./github-workflow-caller";
import { issuerDocumentsWritable } from "./issuer-documents-writable";
import { oidcAnySubject } from "./oidc-any-subject";
import { principalEveryone } from "./principal-everyone";
import { principalInvalid } from "./principal-invalid";
import { providerDiffers } from "./provider-differs";
import { providerElsewhere } from "./provider-elsewhere";
import { providerUrl } from "./provider-url";
import { serviceAccountWide } from "./service-account-wide";
import { serviceActionsMissing } from "./service-actions-missing";
import { serviceUnscoped } from "./service-unscoped";
import { statementAdmitsNobody } from "./statement-admits-nobody";
import { statementUndone } from "./statement-undone";
import { trustLength } from "./trust-length";
import { trustMalformed } from "./trust-malformed";
import { unknownTrust } from "./unknown-trust";
import { wildcardLiteral } from "./wildcard-literal";

export const TRUST_RULES: readonly Rule[] = [
  accountWithoutExternalId,
  actionInvalid,
  actionMismatch,
  audienceMissing,
  audienceRefused,
  chainNotTrusted,
  chainSessionCapped,
  chainTagsRefused,
  chainUnreachable,
  claimNeverMatches,
  claimNotRequired,
  conditionKeyAbsent,
  githubAnyRun,
  githubNameCase,
  githubOtherOwner,
  githubOtherRepository,
  githubPullRequest,
  githubSubjectForm,
  githubSubjectTemplate,
  githubWorkflowCaller,
  issuerDocumentsWritable,
  oidcAnySubject,
  principalEveryone,
  principalInvalid,
  providerDiffers,
  providerElsewhere,
  providerUrl,
  serviceAccountWide,
  serviceActionsMissing,
  serviceUnscoped,
  statementAdmitsNobody,
  statementUndone,
  trustLength,
  trustMalformed,
  unknownTrust,
  wildcardLiteral,
];
