import { isEks } from "./kubernetes-statements";

/** How an issuer, written without `https://`, differs from the real one it seems to mean; `undefined` if it may mean another. */
export function issuerDifference(written: string, real: string): string | undefined {
  if (written === real) return undefined;
  const [one, other] = [written, real].map((text) => text.replace(/\/+$/, ""));
  if (one === other) return written.endsWith("/") ? "it has a slash at the end" : "the slash at its end is missing";
  if (written.startsWith(`${other}/.well-known`) || written.startsWith(`${other}/openid/v1/`))
    return "this is the address of a document of the issuer";
  const path = real.indexOf("/");
  if (path > 0 && one === real.slice(0, path)) return `the path ${real.slice(path)} is missing`;
  return one?.toLowerCase() === other?.toLowerCase() ? "upper and lower case differ" : undefined;
}

/**
 * Why no cluster of EKS has this issuer.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
 */
export function eksProblem(issuer: string): string | undefined {
  if (!isEks(issuer)) return undefined;
  const [, id = ""] = /^[^/]+\/id\/(.+)$/.exec(issuer) ?? [];
  if (id === "") return "the issuer of an EKS cluster ends with /id/ and the cluster's own id";
  if (id.endsWith("/")) return "the issuer of an EKS cluster has no slash at the end";
  return /^(?=.*[a-f])[0-9A-Fa-f]{32}$/.test(id) ? "the id of an EKS cluster is in upper case" : undefined;
}
