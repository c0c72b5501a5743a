import type { Problem } from "../problem";
import { openhandsOf } from "../releases";
import type { ConfigFile } from "../schema";
import { eksIssuerConflicts, issuerDocumentConflicts } from "./issuer";

const CHOICES =
  "{url: https://...} where you publish its documents yourself, {documents: cloudfront, bucket: NAME} for a bucket and a distribution that are created for them, or {documents: bucket, bucket: NAME, url: https://...} for a bucket that serves them itself";

/** The workload identity, and the mode that uses it. */
export function* identityConflicts(file: ConfigFile): Iterable<Problem> {
  const { kubernetes, bedrock, posture } = file;
  const keyless = bedrock.access === "workload-identity";
  if (posture === "as-designed") {
    if (keyless)
      yield {
        path: ["bedrock", "access"],
        message: "must be access-key with posture as-designed, as the design has it",
      };
    return;
  }
  yield* issuerConflicts(file);
  if (!keyless) {
    if (bedrock.accessKey.keep)
      yield {
        path: ["bedrock", "accessKey", "keep"],
        message: "must be left out with bedrock.access: access-key, which has the key anyway",
        wrongKey: true,
      };
    return;
  }
  if (!kubernetes?.identity)
    yield {
      path: ["kubernetes", "identity"],
      message: `must be the cluster's identity with bedrock.access: workload-identity: {cluster: eks, issuer: {url: https://...}}, {cluster: eks, podIdentity: {cluster: NAME}}, or {cluster: self-hosted, issuer: ...} with ${CHOICES}`,
    };
  yield* keylessConflicts(file);
}

/** What needs an IAM user. */
function* keylessConflicts(file: ConfigFile): Iterable<Problem> {
  const { bedrock, runtime } = file;
  const left = (path: string[], why: string): Problem => ({
    path,
    message: `must be left out with bedrock.access: workload-identity: ${why}`,
    wrongKey: true,
  });
  if (bedrock.rollback) yield left(["bedrock", "rollback"], "there is no access key to take back");
  if (bedrock.apiKey) yield left(["bedrock", "apiKey"], "an API key belongs to the user");
  const { rotation, keep, status } = bedrock.accessKey;
  if (status === "Inactive" && !keep)
    yield {
      path: ["bedrock", "accessKey", "status"],
      message:
        "needs accessKey: {keep: true} with bedrock.access: workload-identity: without it, Terraform destroys the user and its key. Add keep: true, or leave accessKey out once nothing misses the key",
      wrongKey: true,
    };
  if (rotation && rotation !== "moved" && !keep)
    yield left(["bedrock", "accessKey", "rotation"], "finish the rotation first");
  if (runtime.refresher && runtime.refresher.principal !== undefined)
    yield left(["runtime", "refresher", "principal"], "the refresher uses the pod's own identity");
  if (runtime.refresher && !keep && openhandsOf(file).family === "canvas")
    yield left(["runtime", "refresher"], "the sessions of Agent Canvas' pod are short already");
}

function* issuerConflicts(file: ConfigFile): Iterable<Problem> {
  const identity = file.kubernetes?.identity;
  if (!identity) return;
  const { cluster, issuer, podIdentity } = identity;
  const path = ["kubernetes", "identity"];
  if (podIdentity && issuer)
    yield { path: [...path, "issuer"], message: "must be left out with podIdentity, which needs none", wrongKey: true };
  if (podIdentity && cluster !== "eks")
    yield { path: [...path, "podIdentity"], message: "needs cluster: eks", wrongKey: true };
  if (!podIdentity && !issuer)
    yield {
      path: [...path, "issuer"],
      message:
        cluster === "eks"
          ? "must be the cluster's issuer, {url: https://...}: aws eks describe-cluster --name NAME --query cluster.identity.oidc.issuer; or use podIdentity"
          : `must be the issuer of the cluster's tokens: ${CHOICES}`,
    };
  if (!issuer) return;
  yield* cluster === "eks" ? eksIssuerConflicts(issuer) : issuerDocumentConflicts(file, issuer);
}
