import type { AccessModel, Identity, Location } from "../../model";
import type { Statement } from "../../policy/statement";
import type { Rule, Severity, Violation } from "../../rule";
import { folded } from "../../support/folded";
import { perObject } from "../../support/memo";
import { known, readable } from "../../text";
import { capitalized } from "../permission/support/quoted";
import { A_POD, obtainable } from "../registry/support/obtainable";
import { granteesOf } from "./support/document-grantees";
import { isAdministrator, type Writing, writingOf } from "./support/document-writers";
import { isGithub } from "./support/github-statements";
import { type IssuerDocuments, issuerDocuments, unplacedIssuers } from "./support/issuer-documents";
import { issuersOf } from "./support/trusts";

export const issuerDocumentsWritable: Rule = {
  id: "issuer-documents-writable",
  area: "trust",
  severity: "error",
  what: "Someone other than their owner can write the documents by which AWS recognizes a cluster's tokens.",
  why: "Anyone who writes the issuer's keys can sign a token for any service account of the cluster, and so assume every role that trusts the issuer.",
  fix: "Let only the identity that publishes the two documents write them, by their full names; limit other permissions to write to the buckets that they are for.",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery",
  *check(model: AccessModel): Generator<Violation> {
    const documents = issuerDocuments(model);
    if (documents.length > 0) {
      const writers = model.identities.filter(({ kind }) => kind !== "group");
      const reached = obtainable(model, byToken);
      for (const one of writers.filter((identity) => !isAdministrator(model, identity)))
        for (const some of documents)
          if (!inOtherAccount(model, one, some)) yield* judged(model, one, some, reached.get(one));
    }
    for (const some of documents)
      for (const { at, name, actions } of granteesOf(model, some)) {
        const message = `The bucket policy lets ${name} write ${inWords(some)} (${folded(actions)}).`;
        yield { at, message, severity: "warning" };
      }
    for (const { issuer, at } of unplacedIssuers(model)) {
      const message = `Who can write the documents of the issuer ${issuer} was not checked: no bucket or distribution of this configuration has them.`;
      yield { at, message, severity: "info" };
    }
  },
};

/** By a token of any issuer that is not for pods. */
const byToken = (statement: Statement): string | undefined => {
  const [issuer] = statement.effect === "Allow" ? issuersOf(statement) : [];
  if (issuer === undefined) return undefined;
  return isGithub(issuer) ? "a GitHub workflow may assume it" : `a token from ${issuer} may assume it`;
};

function* judged(
  model: AccessModel,
  identity: Identity,
  documents: IssuerDocuments,
  way: string | undefined,
): Generator<Violation> {
  const writing = writingOf(model, identity, documents);
  if (!writing) return;
  const severity = severityOf(writing, way);
  if (!severity) return;
  const who = `${identity.kind} ${readable(identity.name)}`;
  const how = way === undefined ? "" : `, and ${way}`;
  const message =
    writing.actions.length > 0
      ? `${capitalized(who)} may write ${inWords(documents)} (${folded(writing.actions)} on ${readable(documents.bucket)})${how}.`
      : `Whether ${who} may write ${inWords(documents)} is not known (${writing.because.join("; ")})${how}.`;
  yield { at: identity, message, severity };
}

const inWords = ({ issuer, bucket }: IssuerDocuments): string =>
  `the documents of the issuer ${issuer ?? `in ${readable(bucket)}`}`;

/** The publisher names the documents, the owner of the bucket names the bucket; neither of them should be within reach of a pod. */
function severityOf({ actions, named }: Writing, way: string | undefined): Severity | undefined {
  if (named === "documents") return way?.startsWith(A_POD) ? "warning" : undefined;
  if (way === undefined && named === "bucket") return undefined;
  if (actions.length === 0) return way === undefined ? "info" : "warning";
  return way === undefined ? "warning" : "error";
}

/** Another account's bucket needs the leave of its own policy. */
function inOtherAccount(model: AccessModel, { account }: Identity, { at }: IssuerDocuments): boolean {
  const [own, others] = [known(account), accountsOf(model)(at)];
  return own !== undefined && others.size > 0 && !others.has(own);
}

const accountsOf = perObject((model: AccessModel) => {
  const byRoot = new Map<string, Set<string>>();
  for (const { root, arn } of [...model.identities, ...model.oidcProviders]) {
    const account = /^arn:[^:]*:iam::(\d{12}):/.exec(readable(arn))?.[1];
    if (account !== undefined) byRoot.set(root, (byRoot.get(root) ?? new Set()).add(account));
  }
  return ({ root }: Location): ReadonlySet<string> => byRoot.get(root) ?? new Set();
});
