import type { AccessModel } from "../../model";
import { shown } from "../../policy/context";
import type { Rule, Violation } from "../../rule";
import { isText } from "../../support/json";
import { known } from "../../text";
import { eksProblem } from "./support/issuer-difference";

export const providerUrl: Rule = {
  id: "provider-url",
  area: "trust",
  severity: "error",
  what: "The URL of an OIDC provider is not the issuer's URL.",
  why: "AWS compares it with the iss claim character by character: with any other URL, no token is accepted.",
  fix: "For GitHub, write https://token.actions.githubusercontent.com without a slash at the end. For a cluster, write exactly what its API server has as --service-account-issuer; for EKS, refer to aws_eks_cluster.NAME.identity[0].oidc[0].issuer.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const resource of model.resources) {
      if (resource.type !== "aws_iam_openid_connect_provider" || resource.mode !== "managed") continue;
      const written = resource.argument("url")?.value;
      const url = isText(written) ? known(written) : undefined;
      if (url === undefined) continue;
      const problem = problemOf(url);
      if (problem !== undefined)
        yield { at: resource, message: `The provider ${resource.address} has the URL ${shown(url)}: ${problem}.` };
    }
  },
};

function problemOf(url: string): string | undefined {
  if (url.startsWith("http:")) return "an issuer begins with https://";
  if (/^(https:\/\/)?vstoken\.actions\.githubusercontent\.com/.test(url))
    return "GitHub's tokens are issued by token.actions.githubusercontent.com";
  if (/^(https:\/\/)?token\.actions\.githubusercontent\.com\/$/.test(url))
    return "GitHub's issuer has no slash at the end";
  if (/\/openid\/v1\/jwks$/.test(url)) return "this is the address of the issuer's keys, not of the issuer";
  if (/[?#]/.test(url)) return "an issuer has neither a query nor a fragment";
  if (/^(https:\/\/)?[^/]+:\d+(\/|$)/.test(url)) return "AWS accepts no issuer with a port";
  if (/\.well-known/.test(url)) return "this is the address of the issuer's configuration, not of the issuer";
  if (/^(https:\/\/)?github\.com/.test(url)) return "GitHub's tokens are issued by token.actions.githubusercontent.com";
  return eksProblem(url.replace(/^https:\/\//, ""));
}
