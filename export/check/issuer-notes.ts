import type { Finding } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { awaitsIssuer } from "../../config/identity";
import { isBucketHost, isDistributionHost } from "../../config/issuer";

type Note = Omit<Finding, "file">;

const URL_KEY = "kubernetes.identity.issuer.url";

/** What there is to know about the issuer: its URL is missing yet, or is for ever, or the store needs one. */
export function issuerNotes(config: Config, configFile: string): Finding[] {
  const { issuer, kubernetes } = config;
  const notes: Note[] = [];
  if (awaitsIssuer(config)) notes.push(ISSUER_ONLY);
  else if (issuer && issuer.url === undefined) notes.push(TO_NAME);
  const { cluster, issuer: { url } = {} } = kubernetes?.identity ?? {};
  const host = url === undefined ? "" : new URL(url).hostname;
  if (cluster === "self-hosted") {
    if (isDistributionHost(host)) notes.push(forEver(host, "a distribution of CloudFront"));
    if (isBucketHost(host)) notes.push(forEver(host, "a bucket"));
  }
  const { auth, generate } = kubernetes?.secretStore ?? {};
  if (kubernetes?.identity?.podIdentity && generate && auth?.serviceAccount)
    notes.push(storeNeeds(auth.serviceAccount));
  return notes.map((note) => ({ file: configFile, ...note }));
}

const TO_NAME: Note = {
  rule: "issuer-to-name",
  severity: "warning",
  address: URL_KEY,
  message: "The issuer has no URL yet: the stack openhands has no OIDC provider and no role for the cluster.",
  why: "Its distribution gets its name when it is created, and the API server, AWS and the tokens must all have the same URL.",
  fix: 'Apply the stack openhands-issuer, write https:// and its "terraform output domain_name" as the URL, and export again.',
};

const ISSUER_ONLY: Note = {
  ...TO_NAME,
  message:
    "The issuer has no URL yet: there is only the stack openhands-issuer, and no other stack, manifest or workflow is written.",
};

const storeNeeds = ({ namespace, name }: { readonly namespace: string; readonly name: string }): Note => ({
  rule: "store-needs-issuer",
  severity: "info",
  address: "kubernetes.secretStore.auth.serviceAccount",
  message: `External Secrets logs in with a token of ${namespace}/${name}, for which the account must have an OIDC provider of the cluster. With EKS Pod Identity, the stack openhands has none.`,
  why: "It exchanges the token with sts:AssumeRoleWithWebIdentity. EKS Pod Identity gives its sessions to pods only.",
  fix: "Use the operator's own association, as docs/workload-identity.md says, or make the provider yourself.",
});

const forEver = (host: string, of: string): Note => ({
  rule: "issuer-for-ever",
  severity: "info",
  address: URL_KEY,
  message: `${host} is the own name of ${of}, and the issuer's URL is for ever.`,
  why: `The URL is in every token and in the trust of every role. If ${of} is deleted, you may not get its name again, and anyone who gets it could be every service account of the cluster.`,
  fix: "Before AWS trusts it, prefer a host name of your own: documents: cloudfront, with a certificate.",
});
