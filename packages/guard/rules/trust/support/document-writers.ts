import {
  type AccessModel,
  type AttachedPolicy,
  type Identity,
  type PolicyDocument,
  permissionsOf,
} from "../../../model";
import { type Context, contextOf } from "../../../policy/context";
import type { Statement } from "../../../policy/statement";
import { perObject } from "../../../support/memo";
import { type AnyText, asPartial, known, matchesPattern, NOTHING_KNOWN, partialText, rawText } from "../../../text";
import { grantsAction } from "../../../whocan/action-query";
import type { Entry } from "../../../whocan/entry";
import type { IssuerDocuments } from "./issuer-documents";

/** What changes a document, or lets its writer change it. */
const ON_DOCUMENTS = [
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObjectAcl",
  "s3:ReplicateObject",
];
const ON_BUCKETS = ["s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:PutReplicationConfiguration", "s3:DeleteBucket"];

/** What an identity may do to the documents of an issuer. */
export interface Writing {
  /** Those that are certain; none where it depends on what is not known. */
  readonly actions: readonly string[];
  /** For actions that are not certain. */
  readonly because: readonly string[];
  /** How far its permissions reach, as they are written. */
  readonly named: "documents" | "bucket" | "any";
}

/** @returns `undefined` for an identity that may certainly not write them */
export function writingOf(model: AccessModel, identity: Identity, documents: IssuerDocuments): Writing | undefined {
  const asked = questionsAbout(documents);
  const asIs = asked.map((one) => ({ ...one, entry: ask(model, withKnownPolicies(identity), one) }));
  const possible = asIs.filter(({ entry }) => entry.outcome !== "denied");
  if (possible.length === 0) return undefined;
  const sure = possible.filter(({ entry }) => entry.outcome === "allowed");
  const remain = (keep: Keep): boolean => {
    const [within, who] = [narrowed(model, keep), narrowedIdentity(identity, keep)];
    return possible.every(({ entry, ...one }) => ask(within, who, one).outcome === entry.outcome);
  };
  return {
    actions: [...new Set(sure.map(({ action }) => action))],
    because: sure.length > 0 ? [] : (possible[0]?.entry.because ?? []),
    named: remain(isExact) ? "documents" : remain(namesBucket) ? "bucket" : "any",
  };
}

interface Question {
  readonly action: string;
  readonly resource: AnyText;
}

export const questionsAbout = ({ bucket, keys }: IssuerDocuments): Question[] => [
  ...keys.flatMap((key) => ON_DOCUMENTS.map((action) => ({ action, resource: partialText`${bucket}/${key}` }))),
  ...ON_BUCKETS.map((action) => ({ action, resource: bucket })),
];

/** A call as any program makes it. @param account that has the bucket */
export const callTo = (account: AnyText): Context =>
  contextOf(
    {
      "aws:SecureTransport": "true",
      "aws:ViaAWSService": "false",
      "s3:TlsVersion": "1.3",
      "aws:ResourceAccount": account,
      "s3:ResourceAccount": account,
    },
    () => true,
  );

const ask = (model: AccessModel, identity: Identity, question: Question): Entry =>
  grantsAction(model, identity, question, callTo(identity.account));

const OF_AWS = /^arn:[^:]*:iam::aws:policy\//;
/** AWS's policies for every bucket. Its others write, if at all, to the buckets of one service. */
const EVERY_BUCKET = /^arn:[^:]*:iam::aws:policy\/(?:AmazonS3FullAccess|PowerUserAccess)$/;
const ADMINISTRATOR = /^arn:[^:]*:iam::aws:policy\/AdministratorAccess$/;

const anyOf = (pattern: string) => ({ not: false, patterns: [asPartial(pattern)] });

/** With what AWS's own policies mean for a bucket in place of their names. */
const withKnownPolicies = perObject((identity: Identity): Identity => {
  const grants = permissionsOf(identity).flatMap((grant): AttachedPolicy[] => {
    const ofAws = grant.kind === "managed" && !grant.policy && matchesPattern(grant.arn, OF_AWS) === true;
    if (!ofAws || matchesPattern(grant.arn, ADMINISTRATOR) === true) return [grant];
    if (matchesPattern(grant.arn, EVERY_BUCKET) !== true) return [];
    const { attachment } = grant;
    const statement: Statement = { effect: "Allow", actions: anyOf("s3:*"), resources: anyOf("*"), conditions: [] };
    const document: PolicyDocument = {
      ...attachment,
      argument: "policy",
      document: NOTHING_KNOWN,
      statements: [statement],
      problems: [],
      complete: true,
      whys: [],
      references: [],
    };
    return [{ kind: "inline", attachment, document }];
  });
  return { ...identity, grants, groups: [] };
});

/** Which patterns of resources count. */
type Keep = (pattern: string) => boolean;

export const isExact: Keep = (pattern) => !/[*?]/.test(pattern);
const namesBucket: Keep = (pattern) => /^arn:[^:*?]*:s3:::[^/*?]+(?:\/|$)/.test(pattern);

/** Without what is allowed by other patterns; what is denied stays. */
const kept = (statements: readonly Statement[], keep: Keep): Statement[] =>
  statements.flatMap((statement) => {
    const { effect, resources } = statement;
    if (effect === "Deny") return [statement];
    const patterns = resources && !resources.not ? resources.patterns.filter((one) => keep(rawText(one))) : [];
    return patterns.length > 0 ? [{ ...statement, resources: { not: false, patterns } }] : [];
  });

const narrowedDocument = (document: PolicyDocument, keep: Keep): PolicyDocument => ({
  ...document,
  statements: kept(document.statements, keep),
});

function narrowedIdentity(identity: Identity, keep: Keep): Identity {
  const grants = permissionsOf(identity).flatMap((grant): AttachedPolicy[] => {
    const { attachment } = grant;
    const document = grant.kind === "inline" ? grant.document : grant.policy?.document;
    return document ? [{ kind: "inline", attachment, document: narrowedDocument(document, keep) }] : [];
  });
  return { ...identity, grants, groups: [] };
}

const narrowed = (model: AccessModel, keep: Keep): AccessModel => ({
  ...model,
  resourcePolicies: model.resourcePolicies.map((one) => ({ ...one, document: narrowedDocument(one.document, keep) })),
});

/** Whether an identity can make any role trust it: it needs no token for that. */
export const isAdministrator = (model: AccessModel, identity: Identity): boolean => {
  const account = known(identity.account) ?? "123456789012";
  const resource = `arn:aws:iam::${account}:role/one-that-nobody-named`;
  return (
    ask(model, withKnownPolicies(identity), { action: "iam:UpdateAssumeRolePolicy", resource }).outcome === "allowed"
  );
};
