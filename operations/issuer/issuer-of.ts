import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../../config/config";
import type { Issuer } from "./issuer";

/** @throws InputError if the config has no issuer to publish */
export function issuerOf({ kubernetes, issuer: documents }: Pick<Config, "kubernetes" | "issuer">): Issuer {
  const identity = kubernetes?.identity;
  if (documents && documents.url === undefined)
    throw new InputError(
      "The issuer has no URL yet: apply the stack openhands-issuer, and write https:// and its output domain_name to kubernetes.identity.issuer.url.",
    );
  if (!kubernetes || !identity)
    throw new InputError(
      "There is no issuer to publish: the config has no kubernetes.identity. Write kubernetes.identity: {cluster: self-hosted, issuer: {url: https://...}}.",
    );
  if (identity.cluster === "eks")
    throw new InputError(
      "There is nothing to publish with kubernetes.identity.cluster: eks: AWS publishes the issuer of an EKS cluster.",
    );
  if (!identity.issuer)
    throw new InputError("There is no issuer to publish: the config has no kubernetes.identity.issuer.");
  const { url, bucket } = identity.issuer;
  const { audience, serviceAccount } = identity;
  const ofStack = documents && documents.documents !== "elsewhere";
  return {
    url,
    bucket,
    ...(ofStack && { ofStack }),
    audience,
    serviceAccount: { namespace: kubernetes.namespace, name: serviceAccount },
  };
}
