import type { ManagedPolicy } from "../../model";
import { asText } from "../../support/json";
import { asPartial, partialText, rawText, UNKNOWN } from "../../text";
import type { ReadResource } from "../resource";
import { type Build, located } from "./build";
import { readDocument } from "./document";
import type { OpenIdentity } from "./identities";

/** Policy documents that no resource in the input uses: an output passes them on. */
export interface UnattachedDocuments {
  /** Roles of which only the trust policy is known. */
  readonly roles: readonly OpenIdentity[];
  readonly policies: readonly ManagedPolicy[];
}

export function unattachedDocuments(build: Build, documents: readonly ReadResource[]): UnattachedDocuments {
  const roles: OpenIdentity[] = [];
  const policies: ManagedPolicy[] = [];
  for (const resource of documents) {
    const json = resource.attribute("json");
    const text = rawText(asText(json.value));
    const name = asPartial(resource.address.slice(resource.address.lastIndexOf(".") + 1));
    const { partition, account } = resource.surroundings;
    const arn = (kind: string) => partialText`arn:${partition}:iam::${UNKNOWN}:${kind}/${UNKNOWN}${name}`;
    if (!/"(?:Not)?Principal"/.test(text)) {
      const document = readDocument(build, resource, "json", json, ["identity", "permission"]);
      policies.push(located(resource, { name, path: partialText`/${UNKNOWN}`, arn: arn("policy"), document }));
    } else if (text.includes('"sts:AssumeRole'))
      // Other policies with principals belong to a bucket, a key, ...: which kind is only known where they are used.
      roles.push(
        located(resource, {
          kind: "role" as const,
          name,
          path: partialText`/${UNKNOWN}`,
          arn: arn("role"),
          account: asPartial(account),
          declared: false,
          trust: readDocument(build, resource, "json", json, ["trust", "trust"]),
          grants: [],
          groups: [],
        }),
      );
  }
  return { roles, policies };
}
